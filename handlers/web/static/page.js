"use strict";

// Progressive: without this script the page shows the channels and its forms work by reloading.

const find = (selector, within = document) => within.querySelector(selector);
const state = find("[data-state]");
const announcer = find("[data-announce]");
const box = find("#command");

const LOCAL = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

function localise(within) {
  for (const time of within.querySelectorAll("time[data-local]")) {
    time.textContent = LOCAL.format(new Date(time.dateTime));
    time.removeAttribute("data-local");
  }
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // escaped by the server, and the page's policy runs no script in it
  localise(template.content);
  for (const close of template.content.querySelectorAll("[data-dismiss]")) close.hidden = false;
  return template.content.firstElementChild;
}

function announce(text) {
  announcer.textContent = "";
  setTimeout(() => { announcer.textContent = text; }, 50); // a region that changes twice in one step is read once
}

function show(status, words) {
  state.dataset.state = status;
  state.textContent = words;
}

// --- posts ---------------------------------------------------------------------------------------------------------

const postOf = (channel, id) => find(`[data-post="${CSS.escape(id)}"][data-channel="${CSS.escape(channel)}"]`);

// Whether it is new here: an edit replaces what stands there.
function placed(post) {
  const fresh = parsed(post.html);
  const old = postOf(post.channel, post.id);
  if (old) {
    keepOpen(old, fresh);
    old.replaceWith(fresh);
    return false;
  }
  fresh.classList.add("fresh");
  return put(fresh, post.channel, post.thread);
}

function put(fresh, channel, parentId) {
  const column = find(`section[data-channel="${CSS.escape(channel)}"]`);
  if (!column) return false;
  const parent = parentId && postOf(channel, parentId);
  const thread = parent && find("[data-thread]", parent);
  if (thread) {
    thread.hidden = false;
    thread.append(fresh);
  } else {
    find("[data-posts]", column).prepend(fresh);
  }
  find("[data-empty]", column).hidden = true;
  return true;
}

// An edited alert keeps its thread, the answer opened under it, and the keyboard's place.
function keepOpen(old, fresh) {
  for (const slot of ["[data-reply]", "[data-thread]"]) {
    const before = find(slot, old);
    const after = find(slot, fresh);
    if (before && after) after.replaceWith(before);
  }
  const pressed = old.contains(document.activeElement) && document.activeElement.value;
  if (pressed) queueMicrotask(() => find(`button[value="${CSS.escape(pressed)}"]`, fresh)?.focus());
}

// A snapshot may be older than what arrives while it is on its way: that waits, and is placed on top of it.
let waiting = null;

async function refresh() {
  if (waiting) return;
  waiting = [];
  try {
    const answer = await fetch("/channels");
    if (answer.ok) replaceChannels(await answer.text());
  } catch {
    // The connection is gone again; the next one refreshes.
  } finally {
    const late = waiting;
    waiting = null;
    late.forEach(arrived);
  }
}

function replaceChannels(html) {
  const channels = find("[data-channels]");
  const { content } = Object.assign(document.createElement("template"), { innerHTML: html });
  localise(content);
  const isReading = channels.contains(document.activeElement) || find("[data-reply] .answer", channels);
  if (isReading) addMissing(content);
  else channels.replaceChildren(content);
}

// Someone has the keyboard or an answer open in here: leave what is there in place.
function addMissing(content) {
  const isMissing = (element) => !postOf(element.dataset.channel, element.dataset.post);
  for (const post of [...content.querySelectorAll(".post")].reverse()) {
    const { channel, post: id } = post.dataset;
    if (isMissing(post)) put(post, channel);
    else for (const followUp of [...post.querySelectorAll(".follow-up")].filter(isMissing)) put(followUp, channel, id);
  }
}

function arrived(post) {
  if (waiting) waiting.push(post);
  else if (placed(post)) announce(post.text);
}

// --- live ----------------------------------------------------------------------------------------------------------

let token = find("input[name=csrf]").value;

function listen() {
  const source = new EventSource("/events");
  source.addEventListener("hello", (event) => {
    token = JSON.parse(event.data).csrf;
    show("live", "Live");
    refresh();
  });
  source.addEventListener("post", (event) => arrived(JSON.parse(event.data)));
  source.addEventListener("reload", refresh);
  source.addEventListener("error", () => {
    show("lost", source.readyState === EventSource.CLOSED ? state.dataset.lost : state.dataset.reconnecting);
  });
}

// --- commands and buttons ------------------------------------------------------------------------------------------

async function send(form, slot, submitter) {
  const data = new FormData(form, submitter);
  data.set("csrf", token);
  submitter?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data), headers: { "X-Fragment": "1" } });
    if (answer.status === 413) return show("lost", state.dataset.toolong);
    if (!answer.ok) throw new Error(await answer.text());
    const shown = parsed(await answer.text());
    const wasInside = slot.contains(document.activeElement);
    slot.replaceChildren(shown);
    if (wasInside) shown.focus({ preventScroll: true });
    announce(shown.dataset.text);
    shown.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  } catch {
    show("lost", state.dataset.unanswered);
  } finally {
    submitter?.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const isCommand = form.matches("[data-command]");
  if (!isCommand && !form.matches("[data-press]")) return;
  event.preventDefault();
  const near = form.closest("[data-post]");
  const slot = isCommand || !near ? find("[data-answer]") : find("[data-reply]", near);
  send(form, slot, event.submitter);
});

document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-dismiss]");
  if (!close) return;
  const post = close.closest("[data-post]");
  close.closest(".answer").remove();
  (post ? find(".buttons button", post) ?? box : box).focus();
});

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
    box.select();
  }
  if (event.key === "Escape") event.target.closest(".answer")?.querySelector("[data-dismiss]")?.click();
});

localise(document);
for (const close of document.querySelectorAll("[data-dismiss]")) close.hidden = false;
listen();

// --- suggestions: names and titles that the words in the box may go on with ----------------------------------------

const suggestions = find("#suggestions");
let latest = 0;

box?.addEventListener("input", async () => {
  const asked = ++latest;
  await new Promise((resolve) => { setTimeout(resolve, 80); }); // who types on asks once
  if (asked !== latest) return;
  try {
    const answer = await fetch(`/suggest?${new URLSearchParams({ typed: box.value })}`);
    if (!answer.ok || asked !== latest) return;
    const options = (await answer.json()).map((words) => Object.assign(document.createElement("option"), { value: words }));
    suggestions.replaceChildren(...options);
  } catch {
    // The bot is away; the page says so above.
  }
});
