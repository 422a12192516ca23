/** Which characters a TrueType font has and how wide they are: `cmap` and `hmtx` of its file. */
export class Font {
  private readonly glyphs = new Map<number, number>();
  private readonly advances: Uint16Array;
  private readonly unitsPerEm: number;

  constructor(file: ArrayBuffer) {
    const view = new DataView(file);
    const tables = new Map<string, number>();
    for (let i = 0; i < view.getUint16(4); i++) {
      const entry = 12 + 16 * i;
      const tag = String.fromCharCode(...new Uint8Array(file, entry, 4));
      tables.set(tag, view.getUint32(entry + 8));
    }
    const at = (tag: string): number => {
      const table = tables.get(tag);
      if (table === undefined) throw new Error(`The font has no table ${tag}`);
      return table;
    };
    this.unitsPerEm = view.getUint16(at('head') + 18);
    const metrics = view.getUint16(at('hhea') + 34);
    this.advances = new Uint16Array(view.getUint16(at('maxp') + 4));
    for (let glyph = 0; glyph < this.advances.length; glyph++) {
      this.advances[glyph] = view.getUint16(at('hmtx') + 4 * Math.min(glyph, metrics - 1));
    }
    this.readCharacters(view, at('cmap'));
  }

  has(codePoint: number): boolean {
    return (this.glyphs.get(codePoint) ?? 0) !== 0;
  }

  /** In thousandths of the font's size. */
  advance(codePoint: number): number {
    return Math.round(((this.advances[this.glyphs.get(codePoint) ?? 0] ?? 0) * 1000) / this.unitsPerEm);
  }

  private readCharacters(view: DataView, cmap: number): void {
    let segments = 0;
    for (let i = 0; i < view.getUint16(cmap + 2); i++) {
      const platform = view.getUint16(cmap + 4 + 8 * i);
      const encoding = view.getUint16(cmap + 6 + 8 * i);
      const table = cmap + view.getUint32(cmap + 8 + 8 * i);
      const format = view.getUint16(table);
      if (platform === 3 && encoding === 10 && format === 12) return this.readGroups(view, table);
      if (((platform === 3 && encoding === 1) || platform === 0) && format === 4) segments = table;
    }
    this.readSegments(view, segments);
  }

  private readGroups(view: DataView, table: number): void {
    for (let i = 0; i < view.getUint32(table + 12); i++) {
      const group = table + 16 + 12 * i;
      const first = view.getUint32(group);
      for (let c = first; c <= view.getUint32(group + 4); c++) this.glyphs.set(c, view.getUint32(group + 8) + c - first);
    }
  }

  private readSegments(view: DataView, table: number): void {
    const doubled = view.getUint16(table + 6);
    for (let i = 0; i < doubled; i += 2) {
      const last = view.getUint16(table + 14 + i);
      const first = view.getUint16(table + 16 + doubled + i);
      const delta = view.getUint16(table + 16 + 2 * doubled + i);
      const rangeAt = table + 16 + 3 * doubled + i;
      const range = view.getUint16(rangeAt);
      for (let c = first; c <= last && c < 0xffff; c++) {
        let glyph = range === 0 ? c + delta : view.getUint16(rangeAt + range + 2 * (c - first));
        if (range !== 0 && glyph !== 0) glyph += delta;
        this.glyphs.set(c, glyph & 0xffff);
      }
    }
  }
}
