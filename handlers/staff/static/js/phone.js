// The preview's phone: each tap is answered by the real conversation, drawn as the phone draws it.
const main = document.querySelector("main");
const { looks, turn, first, name, given, beyond, failed } = main.dataset;
const part = (file) => import(new URL(looks + file, location.href).href);
const { overhear, perform } = await part("actions.js");
const { bubbleRow } = await part("bubbles.js");
const { el, toast } = await part("dom.js");

const log = main.querySelector(".log");
const bubbles = main.querySelector(".bubbles");
const quick = main.querySelector(".quick");
const said = [];

function add(by, message) {
  const bubble = { id: String(said.length), by, at: new Date().toISOString(), message };
  said.push(bubble);
  bubbles.append(bubbleRow(bubble, said));
}

function offer(reply) {
  quick.replaceChildren(
    ...(reply?.items ?? []).map(({ action }) =>
      el("button", { type: "button", class: "chip", text: action.label, onclick: () => perform(action) }),
    ),
  );
  quick.hidden = !quick.children.length;
}

async function ask(data, words) {
  const address = new URL(turn, location.href);
  address.searchParams.set("data", data);
  const answer = await fetch(address).then((one) => (one.ok ? one.json() : null), () => null);
  if (!answer || answer.fault) return toast(answer?.fault ?? failed);
  if (answer.beyond) return toast(beyond);
  if (words) add("citizen", { type: "text", text: words });
  show(answer.messages, words ? 1 : 0);
}

function show(messages, before) {
  for (const message of messages) add("office", message);
  offer(messages.at(-1)?.quickReply);
  const from = said.length - messages.length - before;
  log.scrollTop = bubbles.children[from].offsetTop - log.offsetTop;
}

overhear((verb, { action }) => {
  if (verb !== "action" || !action.data) toast(beyond);
  else ask(action.data, action.displayText);
  return true;
});
if (given) show(JSON.parse(given), 0);
else ask(first, name);
