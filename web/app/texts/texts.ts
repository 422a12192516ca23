import { language } from '../../i18n/language.ts';
import type { Problem } from '../../problems/problem.ts';
import { type Words, wordsFor } from '../../problems/words.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

type Widened<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : T extends readonly (infer Item)[]
      ? readonly Widened<Item>[]
      : { readonly [Key in keyof T]: Widened<T[Key]> };

export type Texts = Widened<typeof vi>;

const ALL: Record<'vi' | 'en', Texts> = { vi, en };

/** The app's texts in the language that is shown. */
export function texts(): Texts {
  return ALL[language()];
}

/** A problem as a signer reads it: what the portal tells a requester is not always what helps here. */
export function problemWords(problem: Problem | string): Words {
  const code = typeof problem === 'string' ? problem : problem.code;
  const own = texts().problems[code];
  return own ? { what: own[0] ?? '', remedy: own[1] ?? '' } : wordsFor(code);
}
