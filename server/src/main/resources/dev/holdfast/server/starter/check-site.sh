#!/bin/sh
# An agent is a program: it reads its contract as JSON from standard input and writes its result as JSON to standard
# output. This one asks one address, the word after /site in the request's text, how it is.
#   in:  {"objective": …, "input": {"text": "/site https://example.com", …}, "budget": …, …}
#   out: {"output": {"status": 200, "millis": 12}, "evidence": [{"kind": "tool", "ref": "http.get", "summary": …}]}
set -eu

contract=$(cat)
site=$(printf '%s' "$contract" | tr '\n' ' ' | sed -n 's|.*"text" *: *"/site  *\([^" ]*\).*|\1|p')
site=${site:-$DEFAULT_SITE}

give_up() { # class, message: the attempt failed, and trying again would not help
  printf '{"fail": {"class": "%s", "message": "%s", "retryable": false}}\n' "$1" "$2"
  exit 0
}

case $site in
  http://* | https://*) ;;
  *) give_up bad-address "an address begins with http:// or https://" ;;
esac
case $site in
  *[\\\'\`\$]*) give_up bad-address "an address has no quotes" ;;
esac

if command -v curl >/dev/null 2>&1; then
  answer=$(curl -s -o /dev/null --max-time 10 -w '%{http_code} %{time_total}' "$site" || true)
  status=${answer%% *}
  millis=$(printf '%s' "${answer##* }" | tr ',' '.' | awk '{printf "%d", $1 * 1000}')
elif command -v python3 >/dev/null 2>&1; then
  answer=$(python3 - "$site" <<'PYTHON'
import sys, time, urllib.error, urllib.request
began, status = time.monotonic(), 0
try:
    status = urllib.request.urlopen(sys.argv[1], timeout=10).status
except urllib.error.HTTPError as answered:
    status = answered.code
except OSError:
    pass
print(status, int((time.monotonic() - began) * 1000))
PYTHON
  )
  status=${answer%% *}
  millis=${answer##* }
elif command -v wget >/dev/null 2>&1; then
  began=$(date +%s)
  status=$(wget -q -S -T 10 -t 1 -O /dev/null "$site" 2>&1 | awk '$1 ~ /^HTTP\// {code = $2} END {print code + 0}')
  millis=$((($(date +%s) - began) * 1000))
else
  give_up missing-tool "check-site.sh needs curl, python3 or wget"
fi

if [ "${status:-0}" = 0 ] || [ "$status" = 000 ]; then
  printf '{"fail": {"class": "no-answer", "message": "%s does not answer", "retryable": true}}\n' "$site"
  exit 0
fi
printf '{"output": {"status": %d, "millis": %d}, "evidence": [{"kind": "tool", "ref": "http.get", "summary": "GET %s"}]}\n' \
  "$status" "$millis" "$site"
