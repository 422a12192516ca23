import { language } from '../../../i18n/language.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

/** What the verification page says, in the language that is shown. It comes with the page, not with the first screen. */
export function texts(): typeof vi {
  return language() === 'en' ? en : vi;
}
