// Compiles assets/ into static/: hashed file names for one-year caching, and static/manifest.json, which maps the plain
// name a template asks for ("portal.css") to the hashed one. Run by `npm run build`.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packages = join(root, "node_modules");
const target = process.env.STATIC_DIR ?? join(root, "static"); // the tests build elsewhere: a portal may be running
const manifest = {};

function publish(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const dot = name.lastIndexOf(".");
  const hashed = `${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
  writeFileSync(join(target, hashed), content);
  manifest[name] = hashed;
  return hashed;
}

// Icons that the style sheet draws come from the library's own folder; each lands beside the sheet under a hashed name.
function publishImages(css) {
  return css.replace(/url\("?([^")]+\.svg)"?\)/g, (_, path) => {
    const folder = dirname(path).split("/").pop();
    const name = folder === "img" ? basename(path) : `${folder}-${basename(path)}`;
    return `url("${publish(name, readFileSync(join(packages, path)))}")`;
  });
}

function withoutComments(script) {
  return script.replace(/^\s*\/\/.*\n/gm, "");
}

function removeFormerBuilds() {
  const current = new Set([...Object.values(manifest), "manifest.json"]);
  for (const name of readdirSync(target)) {
    if (!current.has(name)) rmSync(join(target, name), { recursive: true });
  }
}

mkdirSync(target, { recursive: true });
const sheet = sass.compile(join(root, "assets/portal.scss"), {
  loadPaths: [join(packages, "@uswds/uswds/packages"), packages],
  style: "compressed",
  quietDeps: true,
});
publish("portal.css", publishImages(sheet.css));
publish("portal.js", withoutComments(readFileSync(join(root, "assets/portal.js"), "utf8")));
publish("mark.svg", readFileSync(join(root, "assets/images/mark.svg")));
const ordered = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(join(target, "manifest.json"), `${JSON.stringify(ordered, null, 2)}\n`);
removeFormerBuilds();
