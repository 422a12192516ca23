import { expect, test } from 'vitest';
import { ActiveNames } from './active-names.ts';

function found(...chunks: string[]): string[] {
  const names = new ActiveNames();
  for (const chunk of chunks) names.accept(Buffer.from(chunk, 'latin1'));
  return names.found();
}

test('finds what can act, each once', () => {
  expect(found('<</S/JavaScript/JS(app.alert(1))>> <</S /Launch/F(x.exe)>> /AcroForm<</XFA[]>>')).toEqual([
    'JavaScript',
    'Launch',
    'XFA',
  ]);
});

test('finds a name that the network cut in two, and one at the end', () => {
  expect(found('<</S/Java', 'Script>>')).toEqual(['JavaScript']);
  expect(found('/Launch')).toEqual(['Launch']);
});

test('does not take a longer name for it', () => {
  expect(found('/JSExport /Launcher /XFAResources /EmbeddedFiles')).toEqual([]);
});
