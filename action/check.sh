#!/usr/bin/env bash
# Runs a command for a build server's log; for a pull request whose command passes, proves that its tests are red without the change.
# Everything comes by the environment: COMMAND, PROVE (required, report, never), BASE, INVESTIGATE, and the npm package in PACKAGE, or the
# program itself in DEBUG_WITH_CONTEXT.
set -uo pipefail

refuse() {
  printf '::error title=Debug with Context::%s\n' "$1"
  exit 2
}

# A block of YAML ends with a line end.
COMMAND=${COMMAND:-}
COMMAND=${COMMAND%"${COMMAND##*[![:space:]]}"}
[ -n "$COMMAND" ] || refuse 'Give the input command, for example npm test.'
case ${PROVE:=required} in required | report | never) ;; *) refuse 'The input prove takes required, report or never.' ;; esac
# The command is code of the change: with that event it would run with the rights of the branch that it goes to.
[ "${GITHUB_EVENT_NAME:-}" != pull_request_target ] || refuse 'Use the event pull_request: with pull_request_target, code of a fork would run with a token that may write.'

if [ -n "${DEBUG_WITH_CONTEXT:-}" ]; then
  read -ra program <<<"$DEBUG_WITH_CONTEXT"
else
  # Away from the checkout: its packages and its settings for npm are those of the change.
  place=$(mktemp -d)
  (cd "$place" && npm install --prefix "$place" --ignore-scripts --no-audit --no-fund --silent "${PACKAGE:?}") >/dev/null ||
    refuse 'The package debug-with-context could not be installed.'
  program=("$place/node_modules/.bin/debug-with-context")
fi
# Plain words are given as words, so that the test runner is recognised; anything else, and a word that only a shell knows, is for a shell.
read -ra command <<<"$COMMAND"
if [[ ! $COMMAND =~ ^[A-Za-z0-9_@%+=:,./\ -]+$ || $(type -t "${command[0]}") =~ ^(builtin|keyword)$ ]]; then
  command=(bash -c "$COMMAND")
elif [[ ${command[0]} =~ ^[A-Za-z_][A-Za-z0-9_]*= ]]; then
  command=(env "${command[@]}")
fi

run=(run --format github)
if [ "${INVESTIGATE:-false}" = true ]; then run+=(--investigate); fi
"${program[@]}" "${run[@]}" -- "${command[@]}" || exit

if [ "$PROVE" = never ] || [ -z "${BASE:-}${GITHUB_BASE_REF:-}" ]; then exit 0; fi
base=${BASE:-}
if [ -z "$base" ]; then
  # GitHub checks out a merge of the change with its target, which is the first parent.
  if ! git rev-parse --verify --quiet 'HEAD^2' >/dev/null; then
    git fetch --quiet --no-tags --deepen=1 origin "+${GITHUB_REF:-HEAD}:refs/remotes/origin/debug-with-context" >/dev/null 2>&1
  fi
  target="origin/$GITHUB_BASE_REF"
  if git rev-parse --verify --quiet "refs/remotes/$target" >/dev/null; then
    base=$target
  elif git rev-parse --verify --quiet 'HEAD^2' >/dev/null; then
    # Under the name that people know.
    if git update-ref "refs/remotes/$target" 'HEAD^1' 2>/dev/null; then base=$target; else base='HEAD^1'; fi
  else
    refuse 'The base of this pull request is not in the checkout. Give actions/checkout the input fetch-depth: 2.'
  fi
fi

GITHUB_OUTPUT=${GITHUB_OUTPUT:-$(mktemp)}
export GITHUB_OUTPUT
"${program[@]}" prove --format github "--base=$base" -- "${command[@]}"
status=$?
outcome=$(sed -n 's/^outcome=//p' "$GITHUB_OUTPUT" | tail -n 1)
# Nothing to prove, as in a change of documents, is no failure; neither is a proof that only reports.
if [ "$status" -eq 4 ] && { [ "$PROVE" = report ] || [ "$outcome" = unresolved ]; }; then exit 0; fi
exit "$status"
