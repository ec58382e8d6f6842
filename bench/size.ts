// Size of the VSIX, by part.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageExtension } from '../scripts/packageExtension.mjs';
import { judge, printTable } from './support/table';

/** First that fits, by path in the VSIX. */
const parts: [name: string, pattern: RegExp][] = [
  ['entry (extension.js)', /^extension\/dist\/extension\.js$/],
  ['host (host.js)', /^extension\/dist\/host\.js$/],
  ['analysis worker', /^extension\/dist\/analysisWorker\.js$/],
  ['CLI', /^extension\/dist\/(cli|commandLine)\.js$/],
  ['grammars', /^extension\/dist\/grammars\//],
  ['webview', /^extension\/dist\/(webview|codicons)\//],
  ['model', /^extension\/dist\/model\//],
  ['tokens', /^extension\/dist\/tokens\.bin$/],
  ['experiments', /^extension\/dist\/experiment/],
  ['sample', /^extension\/media\/sample/],
  ['pictures', /^extension\/(docs|media)\/.*\.(png|svg|gif|jpg)$/],
  ['rest', /./],
];

interface Entry {
  name: string;
  packed: number;
  unpacked: number;
}

/** Entries of a ZIP file's central directory. */
function readDirectory(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const nameLength = zip.readUInt16LE(at + 28);
    const entry = {
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      packed: zip.readUInt32LE(at + 20),
      unpacked: zip.readUInt32LE(at + 24),
    };
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    return entry;
  });
}

async function main(): Promise<void> {
  const vsix = await packageExtension({ folder: join(__dirname, '..', 'out', 'bench') });
  const left = readDirectory(readFileSync(vsix));
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`.padStart(9);
  const rows = parts.map(([name, pattern]) => {
    const own = left.filter((entry) => pattern.test(entry.name));
    for (const entry of own) left.splice(left.indexOf(entry), 1);
    const sum = (key: 'packed' | 'unpacked') => own.reduce((total, entry) => total + entry[key], 0);
    return [name, `${own.length}`.padStart(5), kB(sum('packed')), kB(sum('unpacked'))];
  });
  const megabytes = statSync(vsix).size / 1e6;
  printTable('Size of the VSIX', [['part', 'files', '   packed', ' unpacked'], ...rows]);
  console.log(`  whole: ${megabytes.toFixed(2)} MB  ${judge(megabytes, 10, 'MB')}`);
}

void main();
