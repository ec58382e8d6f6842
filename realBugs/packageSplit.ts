import { createHash } from 'node:crypto';

/**
 * Packages that no code here may read: the finished model is judged on them.
 * They are never mined, never trained on, never tuned on, and never installed as a test's dependency.
 */
export const RESERVED_PACKAGES: ReadonlySet<string> = new Set([
  'eslint-plugin-react',
  'eslint-plugin-import',
  'eslint-plugin-unicorn',
  'eslint-plugin-ember',
  'eslint-plugin-eslint-plugin',
  '@typescript-eslint/eslint-plugin',
  'eslint',
  'sass-lint',
  'stylelint',
  'js-yaml',
  'yaml',
  'fast-xml-parser',
  'xmldom',
  '@xmldom/xmldom',
  'qs',
  'axios',
  'express',
  'svgo',
  'cheerio',
  'handlebars',
  'i18next',
  'acorn',
  'terser',
  'rollup',
]);

/** Whether the real faults of a package or module are held out from learning and decide when it stops. */
export function isHeldOut(name: string): boolean {
  return /^[0-3]/.test(createHash('sha1').update(`v${name}`).digest('hex'));
}

export type PackagePart = 'judge' | 'training' | 'reserved';

/**
 * The part that an npm package belongs to. The name decides, so that no package is ever in two parts and nobody chooses:
 * six of sixteen go to judging (tuning and testing), the rest to training.
 */
export function packagePart(name: string): PackagePart {
  if (RESERVED_PACKAGES.has(name)) return 'reserved';
  return /^[0-5]/.test(createHash('sha1').update(name).digest('hex')) ? 'judge' : 'training';
}
