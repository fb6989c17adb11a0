"""The Chalice application: pages and jobs are registered here, nothing else happens here."""

from chalicelib.jobs.handlers import register_jobs
from chalicelib.runtime.cold_start import prepare
from chalicelib.runtime.logging import configure_logging
from chalicelib.web.http.front import Portal, finish_framework_answers
from chalicelib.web.route_table import FILES_TYPE, site

prepare()
configure_logging()
app = Portal(app_name="exemption-portal", debug=False)
app.register_blueprint(site())
register_jobs(app)
globals().update(app.handler_map)  # Lambda calls a job by its name here
app.api.binary_types.append(FILES_TYPE)  # else the gateway would turn a file's bytes into text
app.register_middleware(finish_framework_answers, "http")
