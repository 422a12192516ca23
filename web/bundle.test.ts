import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const PORTAL = new URL('./target/classes/kyso/portal/', import.meta.url);
const MOST_BYTES = 60 * 1024;

/** The script that a page names, and what that imports before it runs. */
function scripts(): Set<string> {
  const html = readFileSync(new URL('index.html', PORTAL), 'utf8');
  const found = new Set<string>();
  const waiting = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '');
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const source = readFileSync(new URL(path, PORTAL), 'utf8');
    for (const [, name] of source.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) waiting.push(`assets/${name}`);
  }
  return found;
}

describe('the portal’s bundle', () => {
  it.runIf(existsSync(PORTAL))('begins with at most 60 KB of script, compressed, and without pdf.js', () => {
    const first = scripts();
    expect(first.size).toBeGreaterThan(0);
    const sources = [...first].map((path) => readFileSync(new URL(path, PORTAL)));
    const bytes = sources.reduce((sum, source) => sum + gzipSync(source).length, 0);
    expect(bytes).toBeLessThan(MOST_BYTES);
    expect(sources.join()).not.toContain('PDFDataRangeTransport');
  });

  it.runIf(existsSync(PORTAL))('carries no inline script or style, and no foreign address in its page', () => {
    const html = readFileSync(new URL('index.html', PORTAL), 'utf8');
    expect(html).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)|https?:/);
  });

  it.runIf(existsSync(PORTAL))('holds what pdf.js asks for', () => {
    expect(readdirSync(new URL('assets/pdfjs/', PORTAL)).sort()).toEqual(['cmaps', 'iccs', 'standard_fonts', 'wasm']);
  });
});
