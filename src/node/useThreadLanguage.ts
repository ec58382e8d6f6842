import { workerData } from 'node:worker_threads';
import { useLanguage, type Sentences } from '../core/language';

// A thread speaks the language of the one that started it.
const { language, sentences } = (workerData ?? {}) as { language?: string; sentences?: Sentences };
if (language !== undefined && sentences) useLanguage(language, sentences);
