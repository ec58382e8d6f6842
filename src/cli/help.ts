export const HELP = `debug-with-context: from a failure to ranked hypotheses

usage: debug-with-context parse    [FILE]                  what failed: errors, causes, frames, expectations
       debug-with-context prompt   [FILE] [--workspace DIR]  the structured prompt, no model needed
       debug-with-context diagnose [FILE] [--workspace DIR]  evidence, ranked suspects, hypotheses
       debug-with-context run [options] -- COMMAND...        runs COMMAND, and diagnoses it if it fails
       debug-with-context verify --patch FILE -- COMMAND...  does the patch make COMMAND pass? No file is changed
       debug-with-context blame [--since 24h] -- COMMAND...  which recent change makes COMMAND fail?
       debug-with-context repair [--runs 60] [--seconds 60] -- COMMAND...  which small changes make it pass?
       debug-with-context values -- COMMAND...               what each variable on the stack held when COMMAND failed
       debug-with-context trace --value EXPR --at FILE:LINE -- COMMAND...
                                                             where does the value go wrong on its way to that line?
       debug-with-context check-probes [--staged]            are probes left in the code, or in what a commit would hold?

FILE is a log or a trace; without it, standard input is read.

  --json                 one JSON object on standard output
  --workspace DIR        the code that failed (default: this folder)
  --expected TEXT        what should have happened
  --actual TEXT          what happened instead
  --changes-since TIME   how far back to look for recent changes: 24h (default), 90m, 7d
  --budget N             size of the prompt in tokens (default: 8000)
  --add @FILE[:10-40]    more code for the prompt; may be repeated
  --provider NAME        local (default: no network) or openai (any compatible server)
  --model NAME           of the openai provider (or OPENAI_MODEL)
  --base-url URL         of the openai provider (or OPENAI_BASE_URL)
  --api-key KEY          of the openai provider; OPENAI_API_KEY keeps it out of the process list

  --investigate          of run: also runs experiments: values at the throw, the change that broke it, the lines that the test ran
  --seconds N            of run --investigate: time limit for the experiments (default: 60)
  --patch FILE           of verify: a unified diff, - for standard input
  --since TIME           of blame: how far back to look for changes: 24h (default), 90m, 7d
  --runs N, --seconds N  of repair: the most runs, and the time limit (default: 60 each)
  --in-place             of verify, blame and repair: edit the files themselves where isolation is not possible; they are restored afterwards
  --staged               of check-probes: the index, as in a pre-commit hook: debug-with-context check-probes --staged || exit 1
  --timeout SECONDS      of verify, blame, values, trace and repair: time limit for one run

Secrets, e-mail addresses and your user name in home-folder paths are replaced by placeholders in the evidence, in the prompt
and in everything that is sent. The output of parse, and "report" in diagnose --json, repeat the input unchanged.

exit codes: 0 done, 1 no error in the input or COMMAND does not fail, 2 wrong usage, 3 the provider failed,
            4 not proven or not found, or probes found;
            run ends with the exit code of COMMAND
`;
