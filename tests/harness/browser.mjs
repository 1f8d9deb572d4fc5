// Opens a folder's index.html in headless Chromium and prints what driving the page gives:
//
//   node browser.mjs FOLDER DRIVER.mjs
//
// The driver's default export gets the page and returns the text to print. Errors of the page,
// and what its console gets as errors or warnings, go to standard error; exit code 1 if the
// page had an error. Needs playwright-core (in GOCW_NODE_MODULES, or where node finds modules) and
// a Chromium (CHROMIUM, or on PATH); exit code 77 if one is missing.
import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, driver] = process.argv.slice(2);

function missing(what) {
  console.error('browser.mjs: no ' + what);
  process.exit(77);
}

let chromium;
try {
  const modules = process.env.GOCW_NODE_MODULES;
  const from = modules ? pathToFileURL(path.join(path.resolve(modules), 'x')) : import.meta.url;
  ({ chromium } = createRequire(from)('playwright-core'));
} catch {
  missing('playwright-core: tests/harness/setup test gets it');
}
let executablePath = process.env.CHROMIUM;
for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
  try {
    executablePath ||= execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    // not this one
  }
}
if (!executablePath) missing('chromium: install it, or set CHROMIUM');

const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
const server = createServer((request, response) => {
  const name = path.join(folder, path.normalize('/' + request.url.split('?')[0]));
  const file = name.endsWith('/') ? name + 'index.html' : name;
  if (!existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': types[path.extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

let code = 0;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(30000);
  page.on('pageerror', (e) => {
    console.error('page error:', e.message);
    code = 1;
  });
  page.on('console', (m) => {
    if (['error', 'warning'].includes(m.type()) && !m.location().url.endsWith('favicon.ico')) {
      console.error('console:', m.text());
    }
  });
  const { default: drive } = await import(pathToFileURL(path.resolve(driver)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  process.stdout.write(await drive(page));
} catch (e) {
  console.error(String(e));
  code = 1;
}
await browser.close();
server.close();
process.exit(code);
