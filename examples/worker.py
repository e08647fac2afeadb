"""A Holdfast worker: `python3 worker.py LANE`, with HOLDFAST_TOKEN (and HOLDFAST_URL) set."""
import json, os, sys, threading, time, urllib.request
URL, LANE, AT_ONCE = os.environ.get("HOLDFAST_URL", "http://127.0.0.1:7420"), sys.argv[1], 4
HEADERS = {"Authorization": "Bearer " + os.environ["HOLDFAST_TOKEN"], "Content-Type": "application/json"}

def work(contract, stop):
    """Your work: the contract in, the output out. When stop.is_set(), nobody wants it any more."""
    return {"text": "echo: " + str(contract["input"].get("text", ""))}

def call(path, **body):
    request = urllib.request.Request(URL + path, json.dumps(body).encode(), HEADERS)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)

def beat(task, fence, stop):
    while not stop.wait(10):  # a lease lasts 30 seconds
        try:
            call(f"/v1/tasks/{task}/heartbeat", fence=fence)["cancel"] and stop.set()
        except OSError as refused:  # 409: the lease is lost; no answer: the next beat may get through
            stop.set() if getattr(refused, "code", 500) < 500 else print(refused, file=sys.stderr)

def attend(task, fence, contract, stop):
    threading.Thread(target=beat, args=(task, fence, stop), daemon=True).start()
    try:
        end, report = "complete", {"output": work(contract, stop), "evidence": []}
    except Exception as failure:
        end, report = "fail", {"class": "worker-error", "message": repr(failure)}
    try:
        stop.is_set() or call(f"/v1/tasks/{task}/{end}", fence=fence, **report)
    finally:  # what was not reported is offered again when its lease ends
        stop.set()

def place():
    while True:
        try:
            for one in call(f"/v1/lanes/{LANE}/claim", worker=f"py-{os.getpid()}", max=1, wait="20s")["tasks"]:
                attend(one["task"], one["lease"]["fence"], one["contract"], threading.Event())
        except OSError as failure:
            print(failure, file=sys.stderr) or time.sleep(1)
[threading.Thread(target=place).start() for _ in range(AT_ONCE)]
