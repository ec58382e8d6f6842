import type { LanguageId } from '../../workspace/languages';
import { probeLabel, type ProbeAddress } from './probeLine';
import type { ProbePlace } from './probePlaces';
import { shapeExpression } from './shapeExpression';

interface LogpointAdapter {
  /** `type` of a debug session. */
  types: readonly string[];
  languages: readonly LanguageId[];
  /** Log messages may contain expressions of the program's language; otherwise only names with values to print. */
  evaluates: boolean;
}

/**
 * Adapters that are known to log without stopping. Others claim to, but stop or freeze, so sessions of other types are left alone whatever
 * they claim.
 */
const ADAPTERS: readonly LogpointAdapter[] = [
  {
    types: ['node', 'pwa-node', 'node-terminal', 'chrome', 'pwa-chrome', 'msedge', 'pwa-msedge', 'extensionHost', 'pwa-extensionHost'],
    languages: ['javascript'],
    evaluates: true,
  },
  { types: ['debugpy', 'python'], languages: ['python'], evaluates: true },
  { types: ['go'], languages: ['go'], evaluates: false },
  // CodeLLDB and LLVM's own adapter.
  { types: ['lldb', 'lldb-dap'], languages: ['rust', 'cpp', 'swift'], evaluates: false },
];

/** The logging of a session of this type; undefined where unsupported. */
export function logpointAdapter(type: string): LogpointAdapter | undefined {
  return ADAPTERS.find(({ types }) => types.includes(type));
}

/**
 * The log message for a place; undefined where the adapter cannot evaluate it.
 * @param contents the person agreed that values themselves are printed
 */
export function logpointMessage(
  adapter: LogpointAdapter,
  { language, expression }: ProbePlace,
  address: ProbeAddress,
  contents: boolean,
): string | undefined {
  if (!adapter.languages.includes(language)) return undefined;
  const label = probeLabel(address, expression);
  if (adapter.evaluates) {
    const shape = shapeExpression(language, expression);
    return shape && `${label}{${shape}}`;
  }
  return contents ? `${label}{${expression}}` : undefined;
}
