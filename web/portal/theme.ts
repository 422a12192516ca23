/** Light and dark: as the system has it, unless this browser was told otherwise. */
export type Theme = 'system' | 'light' | 'dark';

const STORED_AS = 'kyso-theme';

export function theme(): Theme {
  const stored = localStorage.getItem(STORED_AS);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function restoreTheme(): void {
  apply(theme());
}

export function chooseTheme(chosen: Theme): void {
  localStorage.setItem(STORED_AS, chosen);
  apply(chosen);
}

function apply(chosen: Theme): void {
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}
