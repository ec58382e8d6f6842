import type { SourceReader } from '../../core/ports';
import type { Syntax } from '../../core/syntax/syntax';
import { fileIndex } from '../../core/workspace/fileIndex';
import type { JavaSources } from './jdwp/throwRecorder';

/** `package com.acme.shop` of Java, Kotlin, Scala and Groovy; what comes before it is comments and annotations. */
const PACKAGE = /^[ \t]*package[ \t]+([\w.`]+)/m;

/**
 * The sources of a workspace by the classes that are compiled from them: a file of that name which declares the class's package.
 * @param root absolute with `/`
 */
export function javaSources(root: string, files: SourceReader, syntax: Syntax): JavaSources {
  const within = (file: string): string => file.slice(root.length + 1);
  return {
    async fileOf(className, sourceFile) {
      if (sourceFile === undefined) return undefined;
      const found = fileIndex(await files.list()).named(sourceFile);
      const packaged = className.slice(0, Math.max(0, className.lastIndexOf('.')));
      const own: string[] = [];
      for (const file of found) {
        const text = await files.read(file);
        if (text !== undefined && (PACKAGE.exec(text)?.[1]?.replaceAll('`', '') ?? '') === packaged) own.push(file);
      }
      // Of several modules with such a class nothing tells which one it is.
      return own.length === 1 ? `${root}/${own[0]}` : undefined;
    },
    async parametersAt(file, line) {
      const text = await files.read(within(file));
      const source = text === undefined ? undefined : await syntax.parse(within(file), text);
      return source?.enclosing(line)?.parameters.map(({ name }) => name);
    },
  };
}
