// Records what tools print of failures, with the truth that the failing program or the tool's own report gives: bench/reading/texts.
// usage: npx tsx bench/reading/record.ts [RECORDER]… [--tools=PATTERN] [--version=V: goes to the tools' names]   packages and versions: bench/reading/README.md
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedText } from './recorders/common';
import { recordCheckers } from './recorders/checkers';
import { recordJavascript } from './recorders/javascript';
import { recordJavascriptTests } from './recorders/javascriptTests';
import { recordMarked } from './recorders/marked';
import { recordPython } from './recorders/python';

const recorders: Record<string, (tools: RegExp) => Iterable<RecordedText>> = {
  javascript: recordJavascript,
  javascriptTests: recordJavascriptTests,
  python: recordPython,
  checkers: recordCheckers,
  marked: recordMarked,
};

const named = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const option = (name: string) => process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
const tools = new RegExp(option('tools'));
const version = option('version') && `-${option('version')}`;
for (const [name, record] of Object.entries(recorders)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const byTool = new Map<string, RecordedText[]>();
  for (const each of record(tools)) {
    const tool = `${each.tool}${version}`;
    byTool.set(tool, [...(byTool.get(tool) ?? []), { ...each, tool }]);
  }
  for (const [tool, texts] of byTool) {
    writeFileSync(join(__dirname, 'texts', `${tool}.json`), `${JSON.stringify(texts, null, 1)}\n`);
    console.log(`${tool}: ${texts.length} texts`);
  }
}
