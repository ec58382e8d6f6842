/** What `cli.js` loads when it has something to do: a bundle of its own. */
import './cli/useTerminalLanguage';

export { answerHook } from './cli/hook/answerHook';
export { start } from './cli/start';
