import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin, UserConfig } from 'vite';

/** How either screen is bundled: into the module's jar, under a folder of its own. */
export function bundle(screen: 'portal' | 'app'): UserConfig {
  return {
    root: fileURLToPath(new URL(`./${screen}`, import.meta.url)),
    base: '/',
    logLevel: 'warn',
    plugins: [pdfParts()],
    build: {
      outDir: fileURLToPath(new URL(`./target/classes/kyso/${screen}`, import.meta.url)),
      emptyOutDir: true,
      // The first browsers with light-dark(), Promise.withResolvers and URL.parse.
      target: ['chrome126', 'firefox128', 'safari18'],
      cssTarget: ['chrome126', 'firefox128', 'safari18'],
      modulePreload: { polyfill: false },
      // A data: URL would need a hole in the content security policy.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
    },
  };
}

/** What pdf.js asks for by name while it runs, under the names that it knows. */
function pdfParts(): Plugin {
  return {
    name: 'pdf-parts',
    generateBundle() {
      for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
        const from = new URL(`./node_modules/pdfjs-dist/${folder}/`, import.meta.url);
        for (const file of readdirSync(from)) {
          this.emitFile({
            type: 'asset',
            fileName: `assets/pdfjs/${folder}/${file}`,
            source: readFileSync(new URL(file, from)),
          });
        }
      }
    },
  };
}
