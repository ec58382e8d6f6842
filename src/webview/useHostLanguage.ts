import { useLanguage, type Sentences } from '../core/language';

// The page is written in the language of its sentences, which the host puts beside it. Without them all is English.
const given = document.querySelector('#sentences')?.textContent;
if (given) useLanguage(document.documentElement.lang, JSON.parse(given) as Sentences);
