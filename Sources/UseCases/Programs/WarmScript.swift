/// The Python program that holds a person's Python program warm: it imports the libraries once and forks for each run.
///
/// It reads a JSON object a line, `{"id", "arguments", "variables", "input", "seconds"}` or `{"end": id}`, and writes one a
/// run, `{"id", "status", "output", "errors", "processor_ms"}`; `status` is null when a signal ended the run, and `late` is true
/// when the time was over. The program's own modules are not imported before a run: each run
/// executes them anew, as `__main__`.
enum WarmScript {
    static let text = #"""
        import ast, atexit, gc, importlib, json, os, runpy, select, signal, sys, tempfile, threading, time, traceback

        script = os.path.abspath(sys.argv[1])
        folder = os.path.dirname(script)
        sys.path[0] = folder
        commands, replies = os.dup(0), os.dup(1)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)


        def libraries(path, seen, names):
            seen.add(path)
            try:
                tree = ast.parse(open(path, "rb").read())
            except (OSError, SyntaxError, ValueError):
                return
            for node in ast.walk(tree):
                if isinstance(node, ast.Import):
                    found = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                    found = [node.module]
                else:
                    continue
                for name in found:
                    base = os.path.join(folder, *name.split("."))
                    own = [base + end for end in (".py", "/__init__.py") if os.path.exists(base + end)]
                    if own and own[0] not in seen:
                        libraries(own[0], seen, names)
                    elif not own and not os.path.isdir(os.path.join(folder, name.split(".")[0])):
                        names.append(name)


        names = []
        libraries(script, set(), names)
        for name in names:
            try:
                importlib.import_module(name)
            except Exception:
                pass  # The run says it, in its own words.
        gc.collect()
        gc.freeze()


        def become(request, files):
            "Makes this process, just forked, the program."
            os.setpgid(0, 0)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            for number, file in enumerate(files):
                os.dup2(file.fileno(), number)
            os.close(commands)
            os.close(replies)
            os.environ.clear()
            os.environ.update(request["variables"])
            sys.argv = [sys.argv[1]] + request["arguments"]


        def tail(file, size):
            end = file.seek(0, 2)
            file.seek(max(0, end - size))
            return file.read().decode(errors="replace")


        def end(pid):
            try:
                os.killpg(pid, signal.SIGKILL)
            except OSError:
                pass


        def reap(runs):
            while runs:
                pid, status, used = os.wait4(-1, os.WNOHANG)
                if pid == 0:
                    return
                run = runs.pop(pid, None)
                if run is None:
                    continue
                end(pid)
                reply = {"id": run["id"], "output": tail(run["files"][1], 65536), "errors": tail(run["files"][2], 4096),
                         "status": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None, "late": run["late"],
                         "processor_ms": round(1000 * (used.ru_utime + used.ru_stime))}
                line = (json.dumps(reply) + "\n").encode()
                while line:
                    line = line[os.write(replies, line):]
                for file in run["files"]:
                    file.close()


        def serve():
            "Serves until its input ends; returns in a process that is to be the program."
            runs, unread = {}, b""
            waking, wake = os.pipe()
            for each in (waking, wake):
                os.set_blocking(each, False)
            signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
            signal.signal(signal.SIGCHLD, lambda *_: None)

            def stop(*_):
                for pid in list(runs):
                    end(pid)
                os._exit(0)

            signal.signal(signal.SIGTERM, stop)
            while True:
                until = min((run["until"] for run in runs.values()), default=None)
                pause = None if until is None else max(0, until - time.monotonic())
                ready, _, _ = select.select([commands, waking], [], [], pause)
                for pid, run in runs.items():
                    if run["until"] <= time.monotonic():
                        run["late"], run["until"] = True, time.monotonic() + 3600
                        end(pid)
                if waking in ready:
                    os.read(waking, 4096)
                reap(runs)
                if commands not in ready:
                    continue
                got = os.read(commands, 1 << 16)
                if not got:
                    stop()
                *lines, unread = (unread + got).split(b"\n")
                for line in lines:
                    request = json.loads(line)
                    if "end" in request:
                        for pid, run in runs.items():
                            if run["id"] == request["end"]:
                                end(pid)
                        continue
                    files = [tempfile.TemporaryFile() for _ in range(3)]
                    files[0].write(request["input"].encode())
                    files[0].seek(0)
                    pid = os.fork()
                    if pid == 0:
                        os.close(waking)
                        os.close(wake)
                        return become(request, files)
                    try:
                        os.setpgid(pid, pid)
                    except OSError:
                        pass  # It has done so itself.
                    until = time.monotonic() + request["seconds"]
                    runs[pid] = {"id": request["id"], "files": files, "until": until, "late": False}


        serve()
        code = 0
        try:
            runpy.run_path(script, run_name="__main__")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
            if code == 1 and isinstance(end.code, str):
                print(end.code, file=sys.stderr)
        except BaseException:
            traceback.print_exc()
            code = 1
        # All that an interpreter does at its end but taking its modules apart, which costs more than most runs.
        threading._shutdown()
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:
                pass
        os._exit(code)
        """#
}
