import { restoreLanguage } from '../i18n/language.ts';
import { restoreTheme } from './theme.ts';
import './shell.ts';

restoreLanguage();
restoreTheme();
document.body.append(document.createElement('kyso-portal'));
