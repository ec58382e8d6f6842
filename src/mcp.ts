/** What `cli.js` loads for `mcp`: a bundle of its own, with the protocol's library. The commands run in processes of their own. */
export { serve } from './cli/mcp/serve';
