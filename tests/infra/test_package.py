"""What `make package` gives: complete, lean, the same bytes each time, and it runs."""

import gettext
import importlib.util
import json
import re
import shutil
import ssl
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from importlib.util import find_spec
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import botocore
import pytest
from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import ServiceModel, Shape

from chalicelib.runtime.languages import JOINED, translations
from chalicelib.web import site
from chalicelib.web.site import all_routes
from infra.bench import seed
from infra.keys import fresh_keys
from infra.local.stack import LocalStack, loopback_environment
from infra.package import build as building
from infra.package import checks
from infra.package.build import DATA_TEMPLATE, EDGE_TEMPLATE, TEMPLATE, ZIP, build
from infra.package.catalogues import compile_catalogues
from infra.package.data import OPERATIONS, cut_model
from infra.package.materials import MATERIALS
from infra.package.problems import PackageError
from infra.package.requirements import deployed_requirements
from infra.package.stage import stage
from infra.template import ROOT
from tests.by_python import of_this_python
from tests.changed_cells import changed_below
from tests.infra.unpacked import Fields, UnpackedPortal, cookies_of, run_in
from tests.sampling import WHOLE

pytestmark = [pytest.mark.package, pytest.mark.timeout(600)]
MEGABYTE = 1_000_000
AN_ACCOUNT = """
from chalicelib.domain.account import Account, Role
from chalicelib.storage import keys
from chalicelib.storage.codec import encode, key_of
from chalicelib.storage.credentials import Credential
from chalicelib.storage.table import portal_table
from chalicelib.wiring import services
account = Account(id="a" * 26, version=1, role=Role.PARENT, email="ana@example.test", first_name="Ana",
                  last_name="Example", verified=True)
address = services().keyed_hash("lookup", "email", account.email)
credential = Credential(account.id, services().passwords.hash("a long demo password"), verified=True)
portal_table().put_once(key_of(account), encode(account, None))
portal_table().put_once(keys.credential(address), credential.attributes())
"""
AFTER_ONE_ANSWER = """
import json, os
class Context:
    aws_request_id = function_name = "portal"
    def get_remaining_time_in_millis(self):
        return 15000
sent = {"accept": "text/html", "cookie": os.environ.get("COOKIE", "")}
path = os.environ["ASKED"]
from app import app
answer = app({
    "resource": path, "path": path, "httpMethod": "GET", "headers": sent, "pathParameters": None, "body": None,
    "multiValueHeaders": {name: [value] for name, value in sent.items()}, "stageVariables": None,
    "queryStringParameters": None, "multiValueQueryStringParameters": None, "isBase64Encoded": False,
    "requestContext": {"resourcePath": path, "httpMethod": "GET", "identity": {"sourceIp": "192.0.2.1"}},
}, Context())
assert answer["statusCode"] == 200, answer
ours = set(sys.modules)
if path == "/":
    found = ours & {"botocore", "pydantic", "jwt", "nacl", "argon2", "jinja2", "babel", "chalicelib.storage"}
    assert not found, found
assert not ours & {"boto3", "s3transfer", "nacl", "argon2", "pyotp"}
import subprocess
code = "import sys; sys.path.append(sys.argv[1]); import awslambdaric.bootstrap; print(*sys.modules)"
theirs = subprocess.run([sys.executable, "-I", "-S", "-c", code, os.environ["CLIENT"]], capture_output=True, text=True)
print(len(ours), len(ours - set(theirs.stdout.split())))
"""
WRITTEN = """
from datetime import UTC, date, datetime, timedelta
from chalicelib.web.http.templating import translations_for
for language in ("en", "es", "zh-Hant"):
    for number in range(0, 800, 17):
        day = date(2026, 1, 1) + timedelta(days=number)
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number, minutes=number * 97)
        shown = translations_for(language)
        print(ascii((shown.date(day), shown.datetime(at), shown.number(number ** 3))))
"""
SPOKEN = """
import json
from chalicelib.runtime.languages import LANGUAGES, translations
print(json.dumps({language: {
    "catalogue": {str(each): text for each, text in vars(translations(language)).get("_catalog", {}).items()},
    "plurals": [translations(language).ngettext("%(count)s approver there now", "%(count)s approvers there now", each)
                for each in range(3)],
} for language in LANGUAGES if language != "en"}))
"""
UNCHECKED_HASH = (1).to_bytes(4, "little")


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    return {**loopback_environment(), "PORTAL_KEYS": json.dumps(fresh_keys())}


@pytest.fixture(scope="module")
def running(unpacked: Path, environment: dict[str, str]) -> Iterator[UnpackedPortal]:
    """The package's portal without a store: a fixed page needs none."""
    with UnpackedPortal(unpacked, environment) as portal:
        yield portal


def as_cookie(answer: dict[str, Any]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies_of(answer).items())


def _parts(shape: Shape, above: tuple[str, ...] = ()) -> dict[str, Any]:
    """What a shape is made of, down to the last; one inside itself by its name alone."""
    if shape.name in above:
        return {shape.name: "again"}
    inner = [
        *getattr(shape, "members", {}).values(),
        *(getattr(shape, name) for name in ("member", "key", "value") if hasattr(shape, name)),
    ]
    return {
        shape.name: [
            shape.type_name,
            list(getattr(shape, "members", {})),
            shape.metadata,
            [_parts(each, (*above, shape.name)) for each in inner],
        ]
    }


def names_in(built: Path) -> list[str]:
    with zipfile.ZipFile(built / ZIP) as archive:
        return archive.namelist()


def test_the_home_page_comes_from_the_package_alone(unpacked: Path, environment: dict[str, str]) -> None:
    with LocalStack() as store, UnpackedPortal(unpacked, environment | store.environment) as portal:
        answer = portal.call("GET", "/")
    assert answer["statusCode"] == 200
    assert "<h1" in answer["body"]
    sheet = json.loads((unpacked / "static" / "manifest.json").read_text())["portal.css"]
    assert f"/static/{sheet}" in answer["body"]


def test_a_signed_in_page_comes_from_the_package_and_the_embedded_store(
    unpacked: Path, environment: dict[str, str]
) -> None:
    with LocalStack() as store:
        settings = environment | store.environment
        run_in(unpacked, AN_ACCOUNT, settings)
        with UnpackedPortal(unpacked, settings) as portal:
            form = portal.call("GET", "/sign-in")
            typed = {"email": "ana@example.test", "password": "a long demo password"}
            signed_in = portal.call(
                "POST",
                "/sign-in",
                urlencode({**Fields(form["body"]).hidden, **typed}),
                **{"content-type": "application/x-www-form-urlencoded", "cookie": as_cookie(form)},
            )
            page = portal.call("GET", "/", cookie=as_cookie(signed_in))
    assert signed_in["statusCode"] == 303
    assert "Ana Example" in page["body"]


@pytest.mark.parametrize(("language", "word"), [("es", "marzo"), ("zh-Hant", "3月")])
def test_the_package_speaks_every_language(unpacked: Path, language: str, word: str) -> None:
    shown = run_in(
        unpacked,
        "from datetime import date\nfrom chalicelib.web.http.templating import translations_for\n"
        f"print(ascii(translations_for({language!r}).date(date(2027, 3, 14))))",
    )
    assert ascii(word)[1:-1] in shown


def test_californias_time_does_not_lean_on_the_machines_own_tables(unpacked: Path) -> None:
    shown = run_in(
        unpacked,
        "import zoneinfo\nfrom datetime import UTC, datetime\nzoneinfo.reset_tzpath(to=())\n"
        "from chalicelib.law.calendar import california_date\n"
        "print(california_date(datetime(2027, 7, 1, 6, 59, 59, tzinfo=UTC)))",
    )
    assert shown.strip() == "2027-06-30"


def test_what_only_commands_need_is_not_deployed(built: Path) -> None:
    requirements = deployed_requirements(ROOT / "requirements.lock")
    names = set(re.findall(r"^([a-z0-9._-]+)==", requirements, re.MULTILINE))
    assert {"botocore", "jinja2", "pydantic-core", "markupsafe", "six"} <= names
    assert not names & {"boto3", "s3transfer", "chalice", "pip", "setuptools", "pyyaml", "inquirer", "wheel"}
    assert "--hash=sha256:" in requirements
    deployed = {name.split("-")[0].lower().replace("_", "-") for name in names_in(built) if ".dist-info/" in name}
    # Of the compiler side of argon2's binding nothing is left, and so nothing is told of it.
    assert deployed == {name.lower() for name in names} - {"pycparser"}


def test_the_clients_of_the_services_in_use_can_be_made(unpacked: Path) -> None:
    shown = run_in(
        unpacked,
        "from chalicelib.runtime.aws import aws_client\n"
        "for name in ('dynamodb', 'kms', 's3', 'secretsmanager', 'sesv2'):\n"
        "    print(aws_client(name).meta.service_model.service_name)",
        {"AWS_DEFAULT_REGION": "us-west-2"},
    )
    assert shown.split() == ["dynamodb", "kms", "s3", "secretsmanager", "sesv2"]


def test_the_package_trusts_whom_the_library_trusts(unpacked: Path) -> None:
    """Given the roots of trust without the remarks about them, then they are the same, and each can be read."""
    whole = Path(botocore.__file__).parent / "cacert.pem"
    roots = [ssl.create_default_context(cafile=str(path)) for path in (unpacked / "botocore" / "cacert.pem", whole)]
    of_package, of_library = (sorted(each.get_ca_certs(binary_form=True)) for each in roots)
    assert of_package == of_library
    assert len(of_library) > 100


@pytest.mark.parametrize("service", sorted(OPERATIONS))
def test_every_operation_that_the_portal_calls_is_described_in_the_package(unpacked: Path, service: str) -> None:
    whole = Loader().load_service_model(service, "service-2")["operations"]
    sources = [path.read_text() for path in Path(site.__file__).parents[1].rglob("*.py")]
    source = "".join(text for text in sources if "aws_client" in text)
    called = {name for name in whole if re.search(rf"\.{xform_name(name)}\(|_call\(\"{xform_name(name)}\"", source)}
    described = Loader([str(unpacked / "botocore" / "data")], include_default_search_paths=False)
    assert called <= described.load_service_model(service, "service-2")["operations"].keys() == OPERATIONS[service]


@pytest.mark.parametrize("service", sorted(OPERATIONS))
def test_a_cut_description_still_says_all_of_what_is_left(service: str) -> None:
    """Every input and output of an operation, down to the last shape; only the words about them are gone. What a client
    can be set to is read before each request, with its words: without them every request to S3 failed."""
    whole = Loader().load_service_model(service, "service-2")
    left = cut_model(whole, OPERATIONS[service])
    assert left["operations"].keys() == OPERATIONS[service]
    settings, all_settings = (ServiceModel(model).client_context_parameters for model in (left, whole))
    assert [each.name for each in settings] == [each.name for each in all_settings]
    for name in left["operations"]:
        kept, full = (ServiceModel(model).operation_model(name) for model in (left, whole))
        assert _parts(kept.input_shape) == _parts(full.input_shape)
        assert _parts(kept.output_shape) == _parts(full.output_shape)
        assert [error.name for error in kept.error_shapes] == [error.name for error in full.error_shapes]


def test_dates_times_and_numbers_are_written_as_with_all_of_babels_data(unpacked: Path) -> None:
    written = run_in(unpacked, WRITTEN)
    assert (
        written
        == subprocess.run([sys.executable, "-c", WRITTEN], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    )
    assert len(written.splitlines()) > 100


def test_compiled_catalogues_and_templates_are_in_and_sources_of_text_are_not(project: Path, built: Path) -> None:
    names = names_in(built)
    locale = project / "templates" / "locale"
    folders = [locale, *(path.parents[1] for path in locale.rglob("*.po"))]
    assert {str((folder / JOINED).relative_to(project)) for folder in folders} <= set(names)
    pages = [path for path in (project / "templates").rglob("*.html") if "notices" not in path.parts]
    assert len([name for name in names if name.startswith("compiled_templates/tmpl_")]) == len(pages)
    others = [name for name in names if name.startswith("templates/") and not name.startswith("templates/notices/")]
    assert {Path(name).name for name in others} == {JOINED}
    assert "static/manifest.json" in names
    assert not [name for name in names if name.endswith((".po", ".pot"))]


def test_the_package_says_in_each_language_what_the_catalogues_say(unpacked: Path) -> None:
    """Each text, each of its plural forms, and nothing else."""
    told = json.loads(run_in(unpacked, SPOKEN))
    for language, texts in told.items():
        catalogue = translations(language)
        expected = {str(each): text for each, text in vars(catalogue)["_catalog"].items() if each}
        assert texts["catalogue"] == expected
        one, more = "%(count)s approver there now", "%(count)s approvers there now"
        assert texts["plurals"] == [catalogue.ngettext(one, more, each) for each in range(3)]


def test_the_addresses_are_written_down_as_the_pages_register_them(unpacked: Path) -> None:
    written = json.loads((unpacked / "chalicelib" / "web" / "route_table.json").read_text())
    registered = [json.loads(json.dumps(asdict(address))) for address in site.registered()]
    assert sorted(written, key=itemgetter("path")) == sorted(registered, key=itemgetter("path"))


@pytest.mark.parametrize("language", ["en", "es", "zh-Hant"])
@pytest.mark.parametrize("path", ["/", "/help", "/privacy", "/accessibility"])
def test_a_fixed_page_is_what_the_door_would_answer(running: UnpackedPortal, path: str, language: str) -> None:
    """Beside an ended session the door answers; so the same template is rendered, too, as the package has it."""
    fixed = running.call("GET", path, **{"accept-language": language})
    from_the_door = running.call("GET", path, **{"accept-language": language, "cookie": "__Host-session=ended"})
    chosen = running.call("GET", path, **{"accept-language": "fr", "cookie": f"a=b; __Host-lang={language}"})
    head = running.call("HEAD", path)
    assert fixed["body"] == from_the_door["body"] == chosen["body"]
    assert f'<html lang="{language}">' in fixed["body"]
    assert "Set-Cookie" not in fixed["multiValueHeaders"]
    assert fixed["headers"] == from_the_door["headers"]
    assert (head["statusCode"], head["body"]) == (200, "")


def test_with_other_settings_a_fixed_page_is_rendered_anew(unpacked: Path, environment: dict[str, str]) -> None:
    with UnpackedPortal(unpacked, {**environment, "PORTAL_SUPPORT_EMAIL": "desk@example.org"}) as portal:
        assert "desk@example.org" in portal.call("GET", "/help")["body"]


def modules_after(unpacked: Path, path: str, settings: dict[str, str]) -> tuple[int, int]:
    """How many modules there are after the first answer; and of those, how many AWS's runtime client had not loaded."""
    client = Path(str(find_spec("awslambdaric").origin)).parent.parent  # type: ignore[union-attr]
    counted = run_in(unpacked, AFTER_ONE_ANSWER, {**settings, "ASKED": path, "CLIENT": str(client)})
    alone, loaded = counted.splitlines()[-1].split()
    return int(alone), int(loaded)


def test_a_first_answer_loads_no_more_modules_than_its_budget(unpacked: Path, environment: dict[str, str]) -> None:
    """Only to be lowered. Of the store, tokens and ciphers a fixed page loads nothing."""
    budgets = json.loads((ROOT / "perf" / "budgets.json").read_text())["modules"]
    with LocalStack() as store:
        settings = environment | store.environment
        cookie = run_in(unpacked, f"{Path(seed.__file__).read_text()}\nplant()\nprint(cookie())", settings).strip()
        home, _ = modules_after(unpacked, "/", settings)
        signed_in = settings | {"COOKIE": cookie}
        # Where the store answers late the client loads a module more: of three tries the least is the page's own.
        parents, loaded = min(modules_after(unpacked, "/parents", signed_in) for _try in range(3))
    assert home <= of_this_python(budgets["/"]["in all"]) <= 150
    assert parents <= of_this_python(budgets["/parents"]["in all"])
    assert loaded <= of_this_python(budgets["/parents"]["loaded by the function"])
    assert budgets["/parents"]["loaded by the function"]["3.11"] <= 450


def test_nothing_of_the_local_run_or_the_tests_is_in_the_package(built: Path) -> None:
    names = names_in(built)
    tops = {name.split("/")[0] for name in names}
    assert not tops & {"infra", "tests", "var", "assets", ".chalice", "pip", "setuptools", "moto", "ministack"}
    assert not [name for name in names if "mailbox" in name or "demo" in name or name.endswith("/codes.py")]
    assert "/local/codes" not in {route.path for route in all_routes()}


def test_every_module_comes_with_bytecode_that_is_never_checked_against_the_source(unpacked: Path) -> None:
    sources = list(unpacked.rglob("*.py"))
    modules = [Path(importlib.util.cache_from_source(str(source))) for source in sources]
    modules += [path for path in unpacked.rglob("*.pyc") if "__pycache__" not in path.parts]
    for module in modules:
        compiled = module.read_bytes()
        assert compiled[:4] == importlib.util.MAGIC_NUMBER
        assert compiled[4:8] == UNCHECKED_HASH
    assert len(modules) > 500
    assert len(set(unpacked.rglob("*.pyc"))) == len(modules)


def test_no_source_is_there_but_the_module_by_which_the_function_is_named(unpacked: Path) -> None:
    assert [path.relative_to(unpacked) for path in unpacked.rglob("*.py")] == [Path("app.py")]


def test_every_file_can_be_read_on_lambda(built: Path) -> None:
    with zipfile.ZipFile(built / ZIP) as archive:
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


def test_the_package_stays_small(built: Path) -> None:
    assert (built / ZIP).stat().st_size <= 9 * MEGABYTE


def test_no_path_of_the_building_machine_is_in_the_package(unpacked: Path) -> None:
    compiled = (unpacked / "chalicelib" / "wiring.pyc").read_bytes()
    assert str(unpacked.parent).encode() not in compiled
    assert b"/var/task/" in compiled


@pytest.mark.skipif(
    not (WHOLE or changed_below("infra/package", ".chalice")),
    reason="builds again, when the build was changed; `make test-all` always does",
)
def test_two_builds_give_the_same_bytes(project: Path, built: Path, tmp_path: Path) -> None:
    build(project, tmp_path / "out")
    for name in (ZIP, MATERIALS, TEMPLATE, DATA_TEMPLATE, EDGE_TEMPLATE):
        assert (tmp_path / "out" / name).read_bytes() == (built / name).read_bytes()


def test_compiled_catalogues_carry_no_date_of_their_making(tmp_path: Path) -> None:
    """Babel would write the present minute: two builds in different minutes would differ."""
    compile_catalogues(ROOT / "templates", tmp_path)
    compiled = sorted(tmp_path.rglob("*.mo"))
    assert compiled
    for path in compiled:
        with path.open("rb") as binary:
            header = gettext.GNUTranslations(binary).info()
        assert {header["pot-creation-date"], header["po-revision-date"]} == {"1980-01-01 00:00+0000"}


def test_a_wheel_built_on_this_machine_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def plant(_staged: Path, target: Path, _resources: Path) -> str:
        target.mkdir(parents=True)
        (target / "sam.yaml").write_text("Resources: {}")
        with zipfile.ZipFile(target / ZIP, "w") as archive:
            archive.writestr("pillow-12.3.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: cp311-cp311-linux_x86_64\n")
        return ""

    monkeypatch.setattr(building, "_run_chalice", plant)
    with pytest.raises(PackageError, match=r"pillow-12\.3\.0"):
        build(ROOT, tmp_path / "out")


def test_a_wheel_for_lambda_does_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "a.dist-info").mkdir()
    (tmp_path / "a.dist-info" / "WHEEL").write_text("Tag: cp311-cp311-manylinux_2_17_x86_64\n")
    checks.no_wheel_was_built_here(tmp_path)


def test_a_dependency_that_did_not_come_stops_the_build() -> None:
    said = "\nCould not install dependencies:\nsegno==1.6.1\nYou will have to build these yourself"
    with pytest.raises(PackageError, match=r"segno==1\.6\.1"):
        checks.all_dependencies_came(said)
    checks.all_dependencies_came("Creating deployment package.")


def test_a_resource_without_a_type_stops_the_build() -> None:
    with pytest.raises(PackageError, match="Mailer"):
        checks.template_is_whole({"Resources": {"Mailer": {"Properties": {}}}})


def test_another_python_in_the_template_stops_the_build() -> None:
    function = {"Type": "AWS::Serverless::Function", "Properties": {"Runtime": "python3.9"}}
    with pytest.raises(PackageError, match=r"python3\.9"):
        checks.template_is_whole({"Resources": {"APIHandler": function}})


def test_without_styles_the_build_says_what_to_run(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for folder in ("chalicelib", ".chalice", "templates"):
        (project / folder).mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "stand_in" / "app.py", project)
    with pytest.raises(PackageError, match="make assets"):
        stage(project, tmp_path / "stage")
