// How many planted secrets are replaced, by kind and by place, and how often clean code is taken for a secret. Half of the forms, and a
// third of those that are combined of parts, are held back: no rule is written from them, and only their figure is printed.
//   npm run bench:redaction [-- --all]     SEEDS=5 CLEAN_LINES=150000 PYTHON_LIB=/usr/lib/python3.11
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createRedactor } from '../src/core/prompt/redactor';
import { SECRET_PLACES, secretForms, type SecretForm } from '../test/support/secretForms';

const SEEDS = Number(process.env['SEEDS'] ?? 3);
/** Lines of clean code to read from each source. */
const CLEAN_LINES = Number(process.env['CLEAN_LINES'] ?? 150_000);
const ALL = process.argv.includes('--all');

interface Count {
  planted: number;
  replaced: number;
}

async function recall(heldBack: boolean): Promise<Count> {
  const counts = new Map<string, Count>();
  const missed: string[] = [];
  const forms = secretForms().filter((form) => form.heldBack === heldBack);
  for (const form of forms) {
    for (let seed = 1; seed <= SEEDS; seed++) await plant(form, seed, counts, missed);
  }
  console.log(`\n${heldBack ? 'Held back' : 'Made rules by'}: ${forms.length} forms, ${SEEDS} seeds`);
  for (const [name, count] of [...counts].sort(([a], [b]) => a.localeCompare(b))) print(name, count);
  if (!heldBack) for (const each of missed.slice(0, ALL ? Infinity : 20)) console.log(`  missed  ${each}`);
  return counts.get('all')!;
}

async function plant(form: SecretForm, seed: number, counts: Map<string, Count>, missed: string[]): Promise<void> {
  for (const { text, parts, value } of form.make(seed)) {
    for (const [place, dress] of Object.entries(SECRET_PLACES)) {
      const redacted = await createRedactor().redact(dress(text));
      const replaced = parts.length > 0 && !parts.some((part) => redacted.includes(part));
      for (const name of ['all', `in ${place}`, `of ${form.group}`, `value: ${value}`]) {
        const count = counts.get(name) ?? { planted: 0, replaced: 0 };
        counts.set(name, { planted: count.planted + 1, replaced: count.replaced + Number(replaced) });
      }
      if (!replaced) missed.push(`${place}: ${text.replaceAll('\n', '⏎').slice(0, 140)}`);
    }
  }
}

function print(name: string, { planted, replaced }: Count): void {
  const share = ((100 * replaced) / planted).toFixed(2);
  console.log(`  ${name.padEnd(38)} ${String(replaced).padStart(6)} of ${String(planted).padStart(6)}  ${share.padStart(6)} %`);
}

/** Code without secrets. Test folders hold passwords and keys on purpose; scanners and cryptography hold samples of their own. */
async function falseAlarms(name: string, folder: string): Promise<void> {
  let [lines, bytes, time] = [0, 0, 0];
  const alarms: string[] = [];
  for (const file of sources(folder)) {
    if (lines >= CLEAN_LINES) break;
    const text = readFileSync(file, 'utf8');
    lines += text.split('\n').length;
    bytes += text.length;
    const redactor = createRedactor();
    const start = performance.now();
    const redacted = await redactor.redact(text);
    time += performance.now() - start;
    if (!redactor.redactions.length) continue;
    const before = text.split('\n');
    redacted.split('\n').forEach((line, at) => {
      if (line !== before[at]) alarms.push(`${file.slice(folder.length + 1)}:${at + 1} ${(before[at] ?? '').trim().slice(0, 140)}`);
    });
  }
  const rate = ((5000 * alarms.length) / Math.max(1, lines)).toFixed(2);
  console.log(`\nClean code of ${name}: ${lines} lines, ${(bytes / 1e6).toFixed(0)} MB, ${(bytes / 1e3 / time).toFixed(1)} MB/s`);
  console.log(`  lines with a false alarm: ${alarms.length}, ${rate} in 5,000 (goal: at most 1)`);
  for (const alarm of alarms.slice(0, ALL ? Infinity : 10)) console.log(`  ${alarm}`);
}

/** Code and documents in a fixed order, spread over all folders. */
function sources(folder: string): string[] {
  const found: string[] = [];
  const walk = (at: string, depth: number): void => {
    for (const name of readdirSync(at).sort()) {
      // Caches hold generated files.
      if (name.startsWith('.')) continue;
      const path = join(at, name);
      const about = statSync(path, { throwIfNoEntry: false });
      if (/^@(?:secretlint|scure|noble)$/.test(name) || /^(?:tests?|__tests__|site-packages|idlelib)$/.test(name)) continue;
      if (about?.isDirectory() && depth < 8) walk(path, depth + 1);
      else if (about?.isFile() && about.size < 400_000 && /\.(?:[cm]?[jt]s|md|json|py)$/.test(name)) found.push(path);
    }
  };
  walk(folder, 0);
  const step = 7;
  return Array.from({ length: step }, (_, offset) => found.filter((_file, at) => at % step === offset)).flat();
}

function pythonLibrary(): string | undefined {
  const given = process.env['PYTHON_LIB'];
  const found = ['/usr/lib', '/usr/local/lib'].flatMap((folder) =>
    statSync(folder, { throwIfNoEntry: false })
      ? readdirSync(folder)
          .filter((name) => /^python3\.\d+$/.test(name))
          .map((name) => join(folder, name))
      : [],
  );
  return given ?? found.find((folder) => statSync(join(folder, 'argparse.py'), { throwIfNoEntry: false }));
}

async function main(): Promise<void> {
  await recall(false);
  const held = await recall(true);
  const share = held.replaced / held.planted;
  console.log(`  goal: 97 % of the forms that are held back: ${share >= 0.97 ? 'reached' : 'NOT reached'}`);
  await falseAlarms('the installed packages', join(import.meta.dirname ?? '.', '..', 'node_modules'));
  const python = pythonLibrary();
  if (python) await falseAlarms("Python's library", python);
}

void main();
