// Small helps on top of pages that work without them: keys, copying a passage, drawing across the timeline.
"use strict";
(() => {
  const said = document.getElementById("said");
  let quiet = 0;
  const say = (words) => {
    said.textContent = words;
    clearTimeout(quiet);
    quiet = setTimeout(() => { said.textContent = ""; }, 2500);
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const words = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const area = document.createElement("textarea");
      area.value = words;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    say("Copied, with outlet, day, address and hash");
  });

  const lines = () => [...document.querySelectorAll("[data-line]")].filter((line) => line.offsetParent !== null);
  const step = (by) => {
    const all = lines();
    if (!all.length) return;
    const at = all.findIndex((line) => line.classList.contains("here"));
    const next = Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by));
    if (at >= 0) all[at].classList.remove("here");
    all[next].classList.add("here");
    all[next].scrollIntoView({ block: "nearest" });
    const target = all[next].querySelector("a[href], summary, button");
    if (target) target.focus({ preventScroll: true });
  };
  const go = { o: "/", t: "/timeline", m: "/map", e: "/events", d: "/differences" };
  let waiting = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select") || document.querySelector("dialog[open]")) return;
    const leads = (selector) => document.querySelector(selector)?.click();
    if (waiting && go[event.key]) location.assign(go[event.key]);
    else if (event.key === "/") document.getElementById("find").focus();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "]") leads("a[rel=next]");
    else if (event.key === "[") leads("a[rel=prev]");
    else if (event.key === "?") document.getElementById("keys").showModal();
    else if (event.key !== "g") return;
    waiting = event.key === "g";
    event.preventDefault();
  });

  const day = 86400000;
  for (const time of document.querySelectorAll("svg.time")) {
    const [left, right] = [Number(time.dataset.left), Number(time.dataset.right)];
    const since = Date.parse(time.dataset.since), until = Date.parse(time.dataset.until) + day;
    const at = (event) => {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(time.getScreenCTM().inverse());
      return Math.min(right, Math.max(left, point.x));
    };
    const dayAt = (x) => new Date(since + Math.floor((x - left) / (right - left) * (until - since) / day) * day).toISOString().slice(0, 10);
    let begun = null, brush = null;
    time.addEventListener("pointerdown", (event) => { if (event.button === 0 && event.pointerType === "mouse") begun = at(event); });
    window.addEventListener("pointermove", (event) => {
      if (begun === null) return;
      const x = at(event);
      if (!brush && Math.abs(x - begun) > 6) {
        brush = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        brush.setAttribute("class", "brush");
        brush.setAttribute("y", "0");
        brush.setAttribute("height", "100%");
        time.append(brush);
      }
      if (brush) {
        brush.setAttribute("x", Math.min(begun, x));
        brush.setAttribute("width", Math.abs(x - begun));
      }
    });
    window.addEventListener("pointerup", (event) => {
      if (brush) {
        const [low, high] = [begun, at(event)].sort((one, other) => one - other);
        const where = new URL(location.pathname === "/timeline" ? location.href : "/timeline", location.href);
        where.searchParams.set("since", dayAt(low));
        where.searchParams.set("until", dayAt(Math.max(low, high - 0.01)));
        where.searchParams.delete("page");
        location.assign(where);
      }
      begun = brush = null;
    });
    time.addEventListener("dragstart", (event) => event.preventDefault());
    time.addEventListener("click", (event) => { if (brush) event.preventDefault(); });
  }

  window.addEventListener("beforeprint", () => { for (const each of document.querySelectorAll("details.judge")) each.open = false; });
  document.addEventListener("htmx:responseError", () => say("This could not be fetched; open the link in a new page"));
})();
