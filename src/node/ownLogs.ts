import { realFile } from './disk/realFile';

/** Bytes of an input that are kept for comparison. */
const LONGEST = 200_000;
/** Characters below which an input may occur in any file by chance. */
const SHORTEST = 40;
const MOST = 8;

/** The inputs that failures were read from, so that a log saved in the workspace is not taken for a change of the program. */
export class OwnLogs {
  private readonly files = new Set<string>();
  private readonly texts: string[] = [];

  /** @param path absolute */
  async addFile(path: string): Promise<void> {
    this.files.add(await realFile(path));
  }

  addText(text: string): void {
    const trimmed = comparable(text);
    if (trimmed.length < SHORTEST || trimmed.length > LONGEST || this.texts.includes(trimmed)) return;
    this.texts.push(trimmed);
    if (this.texts.length > MOST) this.texts.shift();
  }

  /** Passes a stream on, and remembers it if it is short enough. */
  async *listen(source: AsyncIterable<string | Uint8Array>): AsyncIterable<string | Uint8Array> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of source) {
      const heard = Buffer.from(chunk as Uint8Array);
      bytes += heard.length;
      if (bytes <= LONGEST) chunks.push(heard);
      yield chunk;
    }
    if (bytes <= LONGEST) this.addText(Buffer.concat(chunks).toString('utf8'));
  }

  /** Was this file read as an input? */
  async holdsFile(path: string): Promise<boolean> {
    return this.files.size > 0 && this.files.has(await realFile(path));
  }

  /** Does a text contain one of the inputs? */
  holdsText(text: string): boolean {
    const searched = comparable(text);
    return this.texts.some((each) => searched.includes(each));
  }
}

function comparable(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}
