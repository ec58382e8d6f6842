/** How an output looks by the time somebody pastes it: with a build server's prefixes, trimmed, with half of its colours. */
export interface OutputVariant {
  readonly name: string;
  readonly of: (text: string) => string;
}

function eachLine(change: (line: string, index: number) => string): (text: string) => string {
  return (text) => {
    const lines = text.split('\n');
    const last = lines.at(-1) === '' ? lines.pop() : undefined;
    return [...lines.map(change), ...(last === undefined ? [] : [last])].join('\n');
  };
}

function clock(index: number): string {
  return `10:${String(11 + Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`;
}

export const outputVariants: readonly OutputVariant[] = [
  { name: 'as it came', of: (text) => text },
  { name: 'Windows line ends', of: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'trailing blanks trimmed', of: eachLine((line) => line.trimEnd()) },
  { name: 'GitHub log', of: eachLine((line, index) => `2026-02-03T${clock(index)}.1234567Z ${line}`) },
  { name: 'gh run view', of: eachLine((line, index) => `build\tRun npm test\t2026-02-03T${clock(index)}.1234567Z ${line}`) },
  { name: 'GitLab', of: eachLine((line, index) => `2026-02-03T${clock(index)}.123456Z 01O ${line}`) },
  { name: 'Jenkins', of: eachLine((line, index) => `[2026-02-03T${clock(index)}.123Z] ${line}`) },
  { name: 'Jenkins, clock only', of: eachLine((line, index) => `${clock(index)}  ${line}`) },
  { name: 'Azure Pipelines, trimmed', of: eachLine((line, index) => `2026-02-03T${clock(index)}.1234567Z ${line}`.trimEnd()) },
  { name: 'Kubernetes', of: eachLine((line, index) => `2026-02-03T${clock(index)}.123456789Z stderr F ${line}`) },
  { name: 'compose', of: eachLine((line) => `web-1  | ${line}`) },
  { name: 'syslog', of: eachLine((line, index) => `Feb  3 ${clock(index)} host app[123]: ${line}`) },
  { name: 'unknown prefix', of: eachLine((line) => `<stderr> build#7 >> ${line}`) },
  { name: 'indented', of: eachLine((line) => `    ${line}`) },
  { name: 'colours without escape', of: eachLine((line) => (line.trim() === '' ? line : line.replace(/\S.*\S|\S/, '[31m$&[39m[0m'))) },
  {
    name: 'HTML',
    of: (text) =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  },
];
