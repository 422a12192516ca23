import { language, type Language } from '../i18n/language.ts';
import type { Problem } from './problem.ts';
import { english } from './english.ts';
import { vietnamese } from './vietnamese.ts';

/** What happened, and what to do about it. */
export interface Words {
  readonly what: string;
  readonly remedy: string;
}

export const WORDS: Record<Language, Readonly<Record<string, readonly [what: string, remedy: string]>>> = {
  vi: vietnamese,
  en: english,
};

/** A code in the language that is shown; one that is not known reads as an error of ours. */
export function wordsFor(code: string): Words {
  const all = WORDS[language()];
  const [what, remedy] = all[code] ?? all['internal-error'] ?? ['', ''];
  return { what, remedy };
}

export function wordsOf(problem: Problem): Words {
  return wordsFor(problem.code);
}
