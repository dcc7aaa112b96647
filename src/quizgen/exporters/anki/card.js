// One script for both sides of all cards but the cloze ones. It turns the plain lines of a field into rows that can be
// tapped, in a new order each time the front is shown, and shows the same order and the choice on the back.
//
// What the back needs is kept in the page (desktop, AnkiMobile, AnkiWeb keep the page from front to back) and in
// sessionStorage (AnkiDroid loads a new page for each side). Where neither lasts, the back must be able to compute the
// order again: so the front draws a free order only once something written by an earlier card was found again, and
// until then an order made from the card's id and the day (which turns at four in the morning, as Anki's does).
(function () {
  "use strict";
  var KEY = "quizgen";

  function read() {
    if (window.quizgenState) return window.quizgenState;
    try { return JSON.parse(window.sessionStorage.getItem(KEY)); } catch (e) { return null; }
  }
  function write(state) {
    window.quizgenState = state;
    try { window.sessionStorage.setItem(KEY, JSON.stringify(state)); } catch (e) { /* no storage: see above */ }
  }

  function seeded(text) {
    var a = 2166136261;
    for (var i = 0; i < text.length; i++) a = Math.imul(a ^ text.charCodeAt(i), 16777619);
    return function () {
      a = (a + 0x6d2b79f5) | 0;
      var t = Math.imul(a ^ (a >>> 15), 1 | a);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }
  function today() {
    var now = new Date();
    return Math.floor((now.getTime() - now.getTimezoneOffset() * 60000 - 4 * 3600000) / 86400000);
  }
  function shuffled(n, random) {
    var order = [];
    for (var i = 0; i < n; i++) order.push(i);
    for (var k = n - 1; k > 0; k--) {
      var j = Math.floor(random() * (k + 1)), kept = order[k];
      order[k] = order[j];
      order[j] = kept;
    }
    return order;
  }

  function linesOf(root, name) {
    var box = root.querySelector(name);
    if (!box) return [];
    return box.innerHTML.split(/<br *[/]?>|<[/]?(?:div|p|li|ul|ol)[^>]*>|[\r\n]+/i).filter(function (line) {
      return plain(line) !== "";
    });
  }
  function plain(html) {
    var box = document.createElement("div");
    box.innerHTML = html;
    return box.textContent.trim();
  }

  function start(root) {
    if (root.getAttribute("data-done")) return;
    root.setAttribute("data-done", "1");
    var id = root.getAttribute("data-id");
    var front = root.getAttribute("data-side") === "front";
    var kind = root.getAttribute("data-kind");
    var fixed = root.classList.contains("qg-truefalse");
    var many = kind === "多选题";
    var options = linesOf(root, ".qg-options");
    var keys = linesOf(root, ".qg-key");
    var ordering = root.classList.contains("qg-list") && options.length > 0;
    var recall = root.classList.contains("qg-list") && !ordering;
    var texts = recall ? keys : options;
    var before = read();
    var state = before && before.id === id && before.order.length === texts.length ? before : null;

    if (front || !state) {
      var free = front && before ? Math.random : seeded(id + "/" + today());
      state = { id: id, order: shuffled(texts.length, free), picked: [] };
      if (fixed || recall) state.order.sort(function (a, b) { return a - b; });
    }
    write(state);

    var rows = document.createElement("div");
    rows.className = "qg-rows";
    var verdict = root.querySelector(".qg-verdict");
    var hint = root.querySelector(".qg-hint");

    function row(badge, html) {
      var el = document.createElement(front ? "button" : "div");
      el.className = front ? "qg-row tappable" : "qg-row";
      if (front) {
        el.type = "button";
        el.tabIndex = -1; // the space bar is to turn the card, not to press a row
      }
      var parts = [["qg-badge", badge], ["qg-text", html], ["qg-note", ""]];
      parts.forEach(function (part) {
        var span = document.createElement("span");
        span.className = part[0];
        span.innerHTML = part[1];
        el.appendChild(span);
      });
      rows.appendChild(el);
      return el;
    }
    function set(el, name, text) { el.querySelector("." + name).textContent = text; }
    function say(text, tone) {
      if (!verdict) return;
      verdict.textContent = text;
      verdict.className = "qg-verdict" + (tone ? " " + tone : "");
    }
    function picked(i) { return state.picked.indexOf(i); }

    if (front) {
      var els = [];
      var draw = function () {
        els.forEach(function (pair) {
          var at = picked(pair.i), on = at >= 0;
          pair.el.classList.toggle("picked", on);
          pair.el.setAttribute("aria-pressed", on ? "true" : "false");
          if (ordering) set(pair.el, "qg-badge", on ? String(at + 1) : "·");
          if (recall) {
            pair.el.classList.toggle("closed", !on);
            pair.el.querySelector(".qg-text").innerHTML = on ? texts[pair.i] : "……";
          }
        });
      };
      var tap = function (i) {
        var at = picked(i);
        if (recall) {
          if (at < 0) state.picked.push(i);
        } else if (at >= 0) {
          state.picked.splice(at, 1);
        } else if (many || ordering) {
          state.picked.push(i);
        } else {
          state.picked = [i];
        }
        write(state);
        draw();
      };
      state.order.forEach(function (i, n) {
        var badge = recall ? String(n + 1) : fixed ? "" : ordering ? "·" : String.fromCharCode(65 + n);
        var el = row(badge, texts[i]);
        el.addEventListener("click", function (event) {
          event.stopPropagation();
          el.blur();
          tap(i);
        });
        els.push({ i: i, el: el });
      });
      draw();
      if (hint) {
        hint.textContent = recall
          ? "共 " + texts.length + " 项。想不起来时，点一行看一项。"
          : ordering ? "按先后顺序逐个点；再点一次取消。" : many ? "点选所有正确的项，再翻面。" : "点选一项，再翻面。";
      }
    } else if (recall) {
      state.order.forEach(function (i, n) {
        var el = row(String(n + 1), texts[i]);
        if (picked(i) >= 0) set(el, "qg-note", "看过提示");
      });
      if (state.picked.length) say("看了 " + state.picked.length + " 项提示", "");
    } else if (ordering) {
      var full = state.picked.length === texts.length, right = 0;
      var ranks = {};
      state.picked.forEach(function (i, n) { ranks[plain(texts[i])] = n + 1; });
      keys.forEach(function (html, n) {
        var el = row(String(n + 1), html), rank = ranks[plain(html)];
        if (!rank) return;
        if (rank === n + 1) right += 1;
        el.classList.add(rank === n + 1 ? "good" : "bad");
        set(el, "qg-note", rank === n + 1 ? "✓" : "你排第 " + rank);
      });
      if (!state.picked.length) say("未作答", "");
      else if (full && right === keys.length) say("✓ 答对了", "good");
      else say("✗ 排对 " + right + " 项，共 " + keys.length + " 项", "bad");
    } else {
      var answers = keys.map(plain), hits = 0, wrong = 0, known = 0;
      state.order.forEach(function (i, n) {
        var is = answers.indexOf(plain(texts[i])) >= 0, mine = picked(i) >= 0;
        var el = row(fixed ? "" : String.fromCharCode(65 + n), texts[i]);
        if (is) known += 1;
        if (is && mine) hits += 1;
        if (!is && mine) wrong += 1;
        el.classList.add(is ? "good" : mine ? "bad" : "quiet");
        var missed = many && is && !mine && state.picked.length > 0;
        if (missed) el.classList.add("missed");
        set(el, "qg-note", is ? (mine ? "✓ 你选对了" : missed ? "✓ 漏选" : "✓ 答案") : mine ? "✗ 你选的" : "");
      });
      if (known < answers.length) return; // somebody edited one side of the pair: leave the plain answer in sight
      if (!state.picked.length) say("未作答", "");
      else if (hits === answers.length && !wrong) say("✓ 答对了", "good");
      else if (!many) say("✗ 答错了", "bad");
      else {
        var told = [];
        if (wrong) told.push("错选 " + wrong + " 项");
        if (hits < answers.length) told.push("漏选 " + (answers.length - hits) + " 项");
        say("✗ " + told.join("，"), "bad");
      }
    }

    var anchor = root.querySelector(".qg-options") || root.querySelector(".qg-key");
    if (!anchor || !texts.length) return;
    anchor.parentNode.insertBefore(rows, anchor);
    root.classList.add("qg-ready");
  }

  var roots = document.querySelectorAll(".qg");
  for (var i = 0; i < roots.length; i++) {
    try { start(roots[i]); } catch (e) { if (window.console) console.error(e); }
  }
})();
