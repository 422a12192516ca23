import { language } from '../../i18n/language.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

/** What the portal says, in the language that is shown. */
export function texts(): typeof vi {
  return language() === 'en' ? en : vi;
}
