// What Maven runs: `node build.mjs bundles` and `node build.mjs tests`. Each step is left out while nothing that it
// reads has changed since it last went well.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

process.chdir(import.meta.dirname);

// What is read beside this folder: by the bundles, and by tests.
const fonts = '../pades/src/main/resources/vn/kyso/pades/stamp';
const outside = [
  '../contracts/src/main/java/vn/kyso/contracts/problem/ProblemType.java',
  '../pades/src/test/resources/stamp',
  '../approval/src/test/resources',
];

function filesUnder(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name)).sort();
}

function sources() {
  return readdirSync('.', { withFileTypes: true })
    .filter((e) => !['node_modules', 'target'].includes(e.name))
    .flatMap((e) => (e.isDirectory() ? filesUnder(e.name) : [e.name]))
    .sort();
}

function digest(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function once(stamp, key, needs, step) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key && needs.every(existsSync)) return;
  rmSync(stamp, { force: true });
  step();
  mkdirSync('target', { recursive: true });
  writeFileSync(stamp, key);
}

function npm(...args) {
  const { status, error } = spawnSync('npm', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) throw new Error(`Node.js with npm is needed on the PATH: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

function install() {
  const key = digest(['package.json', 'package-lock.json', '.npmrc']);
  once('node_modules/.installed', key, ['node_modules/vite'], () => npm('ci', '--silent'));
}

// Beside each text file its compressed form, so that no server compresses the same bytes twice.
function compress(folder) {
  for (const file of filesUnder(folder)) {
    if (!/\.(js|mjs|css|html|svg|json|webmanifest|wasm|bcmap|ttf)$/.test(file)) continue;
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  }
}

const [step, ...skipped] = process.argv.slice(2);
if (skipped.includes('true')) process.exit(0);
const files = [...sources(), ...filesUnder(fonts)];
install();
const built = 'target/classes/kyso';
once('target/bundles.stamp', digest(files), [`${built}/portal/index.html`, `${built}/app/index.html`], () => {
  npm('run', '--silent', 'typecheck');
  npm('run', '--silent', 'build');
  compress(built);
});
if (step === 'tests') {
  once('target/tests.stamp', digest([...files, ...outside.flatMap((p) => (/\.java$/.test(p) ? [p] : filesUnder(p)))]), [], () =>
    npm('run', '--silent', 'test'));
}
