// Unpacks the browser beside this file: its program, the libraries that a bare Linux lacks, and one font.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
process.env.TMPDIR = here; // where the package unpacks to
process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x"; // only there does it unpack the libraries, too
const { default: chromium } = await import("@sparticuz/chromium");
await chromium.executablePath();
// The package's own list of fonts looks in folders of Lambda's alone.
writeFileSync(
  join(here, "fonts.conf"),
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(here, "fonts")}</dir><dir>/usr/share/fonts</dir><cachedir>${join(here, "cache")}</cachedir></fontconfig>
`,
);
