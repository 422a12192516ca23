import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { bundle } from '../bundle.ts';

const base = bundle('app');
const folder = base.build?.outDir ?? '';

/**
 * Publishes every file's digest, so that anybody can compare what a host serves with what these sources build, and
 * tells the service worker what to keep for use without a network: all but what PDFs need.
 */
function digests(): Plugin {
  return {
    name: 'digests',
    closeBundle(): void {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
        .filter((file) => file !== 'digests.json')
        .sort();
      const sha256 = (file: string): string =>
        createHash('sha256').update(readFileSync(join(folder, file))).digest('base64url');
      const shell = files.filter((file) => file !== 'sw.js' && !/^assets\/(pdf|open-)/.test(file));
      const worker = join(folder, 'sw.js');
      const version = createHash('sha256').update(shell.map((file) => `${file} ${sha256(file)}\n`).join('')).digest('hex');
      writeFileSync(
        worker,
        readFileSync(worker, 'utf8')
          .replace('__VERSION__', version.slice(0, 16))
          .replace(/(['"`])__SHELL__\1/, JSON.stringify(shell.map((file) => (file === 'index.html' ? '/' : `/${file}`)))),
      );
      const all = Object.fromEntries(files.map((file) => [file, sha256(file)]));
      writeFileSync(join(folder, 'digests.json'), `${JSON.stringify({ algorithm: 'SHA-256', files: all }, null, 1)}\n`);
    },
  };
}

export default defineConfig({
  ...base,
  plugins: [...(base.plugins ?? []), digests()],
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } } },
  build: {
    ...base.build,
    rolldownOptions: {
      input: {
        app: fileURLToPath(new URL('./index.html', import.meta.url)),
        sw: fileURLToPath(new URL('./sw.ts', import.meta.url)),
      },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
