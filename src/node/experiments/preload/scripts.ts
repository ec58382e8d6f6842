import {
  AnyMap,
  allGeneratedPositionsFor,
  decodedMappings,
  LEAST_UPPER_BOUND,
  GREATEST_LOWER_BOUND,
  originalPositionFor,
  type SourceMapInput,
  type TraceMap,
} from '@jridgewell/trace-mapping';
import type { Debugger } from 'node:inspector';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Saved before the program, or an overlay of its files, can replace them. */
const readFile = readFileSync;
const fileExists = existsSync;

/** A place in a script, 0-based as the debugger counts. */
export interface ScriptPlace {
  line: number;
  column: number;
}

/** The place of a location of the debugger. */
export function placeOf({ lineNumber, columnNumber }: { lineNumber: number; columnNumber?: number }): ScriptPlace {
  return { line: lineNumber, column: columnNumber ?? 0 };
}

/** A running script, and the sources it was made from. */
export class RunningScript {
  private opened: TraceMap | undefined;
  private isOpen = false;
  private readonly onDisk = new Map<string, boolean>();

  constructor(
    readonly id: string,
    /** Absolute path with `/`. */
    readonly path: string,
    private readonly mapUrl: string | undefined,
    readonly start: ScriptPlace,
    readonly end: ScriptPlace,
  ) {}

  /** Origin of a place: path, 1-based line and column; the place itself where nothing is mapped to it. */
  original(place: ScriptPlace): { file: string; line: number; column: number } {
    return this.written(place) ?? { file: this.path, line: place.line + 1, column: place.column + 1 };
  }

  /** The same; undefined for code that a tool added, which no source holds. */
  written({ line, column }: ScriptPlace): { file: string; line: number; column: number } | undefined {
    const map = this.map();
    if (!map) return { file: this.path, line: line + 1, column: column + 1 };
    const at = { line: line + 1, column };
    let found = originalPositionFor(map, { ...at, bias: GREATEST_LOWER_BOUND });
    if (found.source === null) found = originalPositionFor(map, { ...at, bias: LEAST_UPPER_BOUND });
    if (found.source === null) return undefined;
    const file = this.sourcePath(map, found.source);
    // Packages often ship maps without the sources that these name.
    if (!this.exists(file)) return { file: this.path, line: line + 1, column: column + 1 };
    return { file, line: found.line, column: found.column + 1 };
  }

  /**
   * The places in the script that stand for places in its sources, in the script's order, each with its file and 1-based line; undefined
   * where the script is its own source. One line of a script that was made smaller stands for many of a source.
   */
  mapped(): readonly (ScriptPlace & { written: { file: string; line: number } })[] | undefined {
    const map = this.map();
    if (!map) return undefined;
    const files = map.resolvedSources.map((source) => this.sourcePath(map, source)).map((file) => (this.exists(file) ? file : undefined));
    if (!files.some(Boolean)) return undefined;
    return decodedMappings(map).flatMap((segments, line) =>
      segments.flatMap((segment) => {
        if (segment.length === 1) return [];
        const [column, source, sourceLine] = segment;
        const file = files[source];
        return [{ line, column, written: file === undefined ? { file: this.path, line: line + 1 } : { file, line: sourceLine + 1 } }];
      }),
    );
  }

  private exists(file: string): boolean {
    let known = this.onDisk.get(file);
    if (known === undefined) this.onDisk.set(file, (known = fileExists(file)));
    return known;
  }

  /** Whether a source (absolute) is part of this script. */
  holds(file: string): boolean {
    if (this.path === file) return true;
    const map = this.map();
    return map !== undefined && map.resolvedSources.some((source) => this.sourcePath(map, source) === file);
  }

  /** The script place for a place in a source (1-based); if nothing is mapped to it, the next one on its line. */
  generated(file: string, line: number, column: number): ScriptPlace[] {
    const map = this.map();
    if (!map) return file === this.path ? [{ line: line - 1, column: column - 1 }] : [];
    const at = map.resolvedSources.findIndex((source) => this.sourcePath(map, source) === file);
    const source = map.sources[at];
    // The script itself is meant: its sources are missing, or they would be named instead.
    if (source === undefined || source === null) return file === this.path ? [{ line: line - 1, column: column - 1 }] : [];
    const needle = { source, line, column: column - 1 };
    const found = allGeneratedPositionsFor(map, { ...needle, bias: LEAST_UPPER_BOUND });
    const near = found.length ? found : allGeneratedPositionsFor(map, { ...needle, bias: GREATEST_LOWER_BOUND });
    return near.flatMap((place) => (place.line === null ? [] : [{ line: place.line - 1, column: place.column }]));
  }

  private map(): TraceMap | undefined {
    if (!this.isOpen) {
      this.isOpen = true;
      this.opened = this.openMap();
    }
    return this.opened;
  }

  private openMap(): TraceMap | undefined {
    if (!this.mapUrl) return undefined;
    try {
      const text = this.mapUrl.startsWith('data:')
        ? decode(this.mapUrl)
        : String(readFile(resolve(dirname(this.path), decodeURI(this.mapUrl))));
      return text === undefined ? undefined : new AnyMap(JSON.parse(text) as SourceMapInput);
    } catch {
      return undefined;
    }
  }

  private sourcePath(map: TraceMap, source: string | null): string {
    if (!source) return this.path;
    if (source.startsWith('file://')) return scriptPath(source) ?? this.path;
    // Vite and jest name a module's only source by its bare name.
    if (map.sources.length === 1 && !source.includes('/') && this.path.endsWith(source)) return this.path;
    const base =
      this.mapUrl && !this.mapUrl.startsWith('data:') ? dirname(resolve(dirname(this.path), decodeURI(this.mapUrl))) : dirname(this.path);
    return resolve(base, source).replaceAll('\\', '/');
  }
}

/** Absolute path of a script's URL; undefined if it is not a file: `node:fs`, `evalmachine`, the web. */
export function scriptPath(url: string): string | undefined {
  const bare = url.replace(/[?#][^]*$/, '');
  try {
    if (bare.startsWith('file://')) return fileURLToPath(bare).replaceAll('\\', '/');
  } catch {
    return undefined;
  }
  return /^(?:\/|[A-Za-z]:[\\/])/.test(bare) ? bare.replaceAll('\\', '/') : undefined;
}

export function runningScript(script: Debugger.ScriptParsedEventDataType): RunningScript | undefined {
  const path = scriptPath(script.url);
  if (path === undefined) return undefined;
  return new RunningScript(
    script.scriptId,
    path,
    script.sourceMapURL === '' ? undefined : script.sourceMapURL,
    { line: script.startLine, column: script.startColumn },
    { line: script.endLine, column: script.endColumn },
  );
}

function decode(url: string): string | undefined {
  const comma = url.indexOf(',');
  if (comma < 0) return undefined;
  const body = url.slice(comma + 1);
  return /;base64$/.test(url.slice(0, comma)) ? Buffer.from(body, 'base64').toString('utf8') : decodeURIComponent(body);
}
