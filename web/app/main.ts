import { html, render } from 'lit';
import { restoreLanguage } from '../i18n/language.ts';

restoreLanguage();
render(html`<main><h1>Kyso</h1></main>`, document.body);
