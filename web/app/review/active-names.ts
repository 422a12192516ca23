/** Names in a PDF that let it do something, or hold something that no page shows. */
export type ActiveName = 'JavaScript' | 'Launch' | 'RichMedia' | 'EmbeddedFile' | 'XFA';

const NAMES: readonly [string, ActiveName][] = [
  ['/JavaScript', 'JavaScript'],
  ['/JS', 'JavaScript'],
  ['/Launch', 'Launch'],
  ['/RichMedia', 'RichMedia'],
  ['/EmbeddedFile', 'EmbeddedFile'],
  ['/XFA', 'XFA'],
];

const LONGEST = 16;

/**
 * Looks for such names in a file's bytes while they stream past. It sees only what is not compressed; what stands in
 * compressed objects is pdf.js's to find. A name in a page's text or picture is a false alarm, which costs a notice.
 */
export class ActiveNames {
  private readonly decoder = new TextDecoder('latin1');
  private readonly seen = new Set<ActiveName>();
  private rest = '';

  accept(bytes: Uint8Array): void {
    const text = this.rest + this.decoder.decode(bytes, { stream: true });
    for (const [name, what] of NAMES) {
      if (!this.seen.has(what) && standsAlone(text, name)) this.seen.add(what);
    }
    this.rest = text.slice(-LONGEST);
  }

  found(): ActiveName[] {
    this.accept(new Uint8Array([0x20]));
    return [...this.seen].sort();
  }
}

/** `/JS` is a name of its own, `/JSExport` another one. */
function standsAlone(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (/^[\s()<>[\]{}/%\0]/.test(text.slice(at + name.length, at + name.length + 1))) return true;
  }
  return false;
}
