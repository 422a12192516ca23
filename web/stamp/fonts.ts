import fallbackUrl from '../../pades/src/main/resources/vn/kyso/pades/stamp/DejaVuSans.ttf?url';
import mainUrl from '../../pades/src/main/resources/vn/kyso/pades/stamp/BeVietnamPro-Regular.ttf?url';
import { Font } from './font.ts';
import { needsFallback, type Fonts, type Widths } from './layout.ts';

export const MAIN_FAMILY = 'Kyso Stamp';
export const FALLBACK_FAMILY = 'Kyso Stamp Fallback';

const NONE: Widths = { has: () => false, advance: () => 0 };
let main: Promise<Font> | undefined;
let fallback: Promise<Font> | undefined;

/** The very fonts that stamps are made with; the large fallback only where a text needs it. */
export async function stampFonts(texts: readonly string[]): Promise<Fonts> {
  main ??= load(MAIN_FAMILY, mainUrl);
  const loaded = await main;
  if (!texts.some((text) => needsFallback(text, loaded))) return { main: loaded, fallback: NONE };
  fallback ??= load(FALLBACK_FAMILY, fallbackUrl);
  return { main: loaded, fallback: await fallback };
}

async function load(family: string, url: string): Promise<Font> {
  const file = await (await fetch(url)).arrayBuffer();
  document.fonts.add(await new FontFace(family, file.slice(0)).load());
  return new Font(file);
}
