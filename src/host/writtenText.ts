import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { userFacingErrors } from '../app/userFacingErrors';

/**
 * Makes sure that saving a document with new text changes only that text on disk: VS Code read the document in the file's encoding, unified
 * no line ends, and the encoding has every new character.
 * @param after the whole new text, with the document's line ends
 * @throws UserFacingError that names the file and what to do
 */
export async function assertKeepsBytes(document: vscode.TextDocument, after: string): Promise<void> {
  const { encoding } = document;
  const file = vscode.workspace.asRelativePath(document.uri);
  const bytes = withoutMark(await vscode.workspace.fs.readFile(document.uri));
  const onDisk = withoutMarkText(await vscode.workspace.decode(bytes, { encoding }));
  if (!sameBytes(bytes, await encoded(onDisk, encoding))) throw userFacingErrors.otherEncoding(file, encoding);
  if (!/\r\n/.test(onDisk) || !/(?:^|[^\r])\n/.test(onDisk)) await readAnew(document, onDisk);
  if (!document.isDirty && onDisk !== document.getText()) throw userFacingErrors.mixedLineEnds(file);
  const written = withoutMarkText(await vscode.workspace.decode(await encoded(after, encoding), { encoding }));
  if (written !== after) throw userFacingErrors.notInEncoding(file, encoding);
}

/** Waits for VS Code to hear of what another program has written into a file. */
async function readAnew(document: vscode.TextDocument, onDisk: string): Promise<void> {
  for (let waited = 0; !document.isDirty && document.getText() !== onDisk && waited < LONGEST_WAIT_MS; waited += STEP_MS)
    await sleep(STEP_MS);
}

const LONGEST_WAIT_MS = 3_000;
const STEP_MS = 50;

async function encoded(text: string, encoding: string): Promise<Uint8Array> {
  return withoutMark(await vscode.workspace.encode(text, { encoding }));
}

/** VS Code handles byte order marks. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  const utf8 = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return bytes.subarray(utf8 ? 3 : utf16 ? 2 : 0);
}

function withoutMarkText(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
