import { language, type Language } from './language.ts';

const LOCALES: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };

function locale(): string {
  return LOCALES[language()];
}

/** A day as it is written by hand: 28/11/2026 in Vietnamese; with the month's name in English, where 5/11 says two things. */
const DAY: Record<Language, Intl.DateTimeFormatOptions> = {
  vi: { day: '2-digit', month: '2-digit', year: 'numeric' },
  en: { day: 'numeric', month: 'short', year: 'numeric' },
};

/** Day and time to the minute, in this machine's time zone. */
export function dateTime(instant: string | number | Date): string {
  const parts = { ...DAY[language()], hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(locale(), parts).format(new Date(instant));
}

/** Time to the second. */
export function timeOfDay(instant: string | number | Date): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: 'medium' }).format(new Date(instant));
}

export function day(instant: string | number | Date): string {
  return new Intl.DateTimeFormat(locale(), DAY[language()]).format(new Date(instant));
}

export function number(value: number, fractionDigits = 0): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: fractionDigits }).format(value);
}

/** Bytes in the unit that leaves one to three digits before the point. Units of 1,024, as file managers count. */
export function bytes(count: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${number(value, value < 10 && unit > 0 ? 1 : 0)} ${units[unit]}`;
}

/** A digest for the eye: upper-case hexadecimal in groups of four, of its base64url form. */
export function digestGroups(base64url: string): string[] {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  const hex = Array.from(binary, (c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return hex.toUpperCase().match(/.{1,4}/g) ?? [];
}

/** Whole seconds as `mm:ss`; a rest of a second counts as one, so that `00:00` means that time is up. */
export function minutesAndSeconds(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}
