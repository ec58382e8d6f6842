/** What `cli.js` loads when it has something to do: a bundle of its own. */
export { answerHook } from './cli/hook/answerHook';
export { start } from './cli/start';
