export const HELP = `debug-with-context: from a failure to ranked hypotheses

usage: debug-with-context parse    [FILE]                  what failed: errors, causes, frames, expectations
       debug-with-context prompt   [FILE] [--workspace DIR]  the structured prompt, no model needed
       debug-with-context diagnose [FILE] [--workspace DIR]  the whole line: evidence, suspects, hypotheses
       debug-with-context run [options] -- COMMAND...        runs COMMAND and diagnoses it when it fails
       debug-with-context verify --patch FILE -- COMMAND...  does the patch make COMMAND pass? No file is changed
       debug-with-context blame [--since 24h] -- COMMAND...  which recent change makes COMMAND fail?
       debug-with-context repair [--runs 60] [--seconds 60] -- COMMAND...  which small changes make it pass?
       debug-with-context values -- COMMAND...               what every name on the stack held when COMMAND failed
       debug-with-context trace --value EXPR --at FILE:LINE -- COMMAND...
                                                             where does the value go wrong on its way to that line?
       debug-with-context check-probes [--staged]            are probes left in the code, or in what a commit would hold?

FILE is a log or a trace; without it, standard input is read.

  --json                 one JSON object on standard output
  --workspace DIR        the code that failed (default: this folder)
  --expected TEXT        what should have happened
  --actual TEXT          what happened instead
  --changes-since TIME   how far back recent changes go: 24h (default), 90m, 7d
  --budget N             size of the prompt in tokens (default: 8000)
  --add @FILE[:10-40]    more code for the prompt; may be repeated
  --provider NAME        local (default: no network) or openai (any compatible server)
  --model NAME           of the openai provider (or OPENAI_MODEL)
  --base-url URL         of the openai provider (or OPENAI_BASE_URL)
  --api-key KEY          of the openai provider; OPENAI_API_KEY keeps it out of the process list

  --investigate          of run: experiments, too: values at the throw, the change that made it fail, what the test ran
  --seconds N            of run --investigate: how long they may take (default: 60)
  --patch FILE           of verify: a unified diff, - for standard input
  --since TIME           of blame: how far back changes go: 24h (default), 90m, 7d
  --runs N, --seconds N  of repair: how many changes are tried, and for how long: 60 each
  --in-place             of verify, blame and repair: edit the files themselves where no isolation holds; they are put back
  --staged               of check-probes: the index, as in a pre-commit hook: debug-with-context check-probes --staged || exit 1
  --timeout SECONDS      of verify, blame, values, trace and repair: how long one run may take

Secrets, e-mail addresses and your name in paths of the home folder are replaced by placeholders in the evidence, the prompt and
what is sent. What parse prints, and "report" of diagnose --json, are the input as it was.

exit codes: 0 done, 1 no error in the input, 2 wrong usage, 3 the provider failed,
            4 not proven or not found, or probes found;
            run ends with the exit code of COMMAND
`;
