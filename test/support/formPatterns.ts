import { patternOf } from '../../src/core/suspects/explain/messages/messageForm';
import { DETAILS } from '../../src/core/suspects/explain/messages/details';
import { OF_COMPILERS } from '../../src/core/suspects/explain/messages/ofCompilers';
import { BY_TYPE, OF_RUNTIMES } from '../../src/core/suspects/explain/messages/ofRuntimes';
import { NOT_RAISED, OF_IMPORTS, TIMED_OUT, UNDEFINED_SYMBOL } from '../../src/core/suspects/explain/messages/ofTools';
import { REJECTIONS } from '../../src/core/suspects/explain/messages/rejections';
import { THROWN_BY_LIBRARY } from '../../src/core/suspects/explain/uncaughtThrow';
import type { SourcePattern } from './sourcePatterns';

/** The patterns that the forms of messages are read by; each form stands for its place. */
export function formPatterns(): SourcePattern[] {
  const rows = [...OF_RUNTIMES, ...BY_TYPE, ...OF_COMPILERS, ...OF_IMPORTS].flatMap(([says]) => says);
  const lists = [...REJECTIONS, ...THROWN_BY_LIBRARY].flatMap(({ said }) => said);
  return [...rows, ...lists, ...NOT_RAISED, ...UNDEFINED_SYMBOL, ...TIMED_OUT, ...Object.values(DETAILS)].map((form) => {
    const { source, flags } = patternOf(form);
    return { file: `the message form "${form}"`, line: 1, source, flags };
  });
}
