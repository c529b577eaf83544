// Drives the official Node client against a gateway: node clevertap_node.js BASE PASSCODE
// Prints what each call was answered, as one JSON object.
const CleverTap = require("clevertap");

const [base, passcode] = process.argv.slice(2);
const now = Math.floor(Date.now() / 1000);

function client(secret) {
  const made = CleverTap.init("ACC-1", secret, CleverTap.REGIONS.INDONESIA);
  made.api.apiEndpoint = `${base}/1`;
  return made;
}

async function main() {
  const clevertap = client(passcode);
  const event = (identity, evtName, evtData) => ({ type: "event", identity, ts: now, evtName, evtData });
  const charged = {
    Amount: 300,
    Currency: "IDR",
    Items: [{ Category: "books", Name: "Laskar Pelangi", Quantity: 1 }, { Category: "toys", Quantity: 2 }],
  };
  const told = {
    mixed: await clevertap.upload([
      event("n1", "node_opened", { rows: 120, note: "emoji 😺 & ü" }),
      event("n1", "Charged", charged),
      { type: "event", objectId: "-2ce3cca260664f70b82b1c6bb505f462", evtName: "node_anonymous", evtData: {} },
      { type: "event", FBID: "34322423", evtName: "node_viewed", evtData: { Price: 59.99 } },
      {
        type: "profile",
        identity: "n1",
        objectId: "-2ce3cca260664f70b82b1c6bb505f462",
        profileData: { plan: "pro", Phone: "+6281234567890", tags: { $add: ["a"] }, logins: { $incr: 2 } },
      },
    ]),
    partial: await clevertap.upload([event("n1", "node_partly", {}), event("undefined", "node_nobody", {})]),
    many: await clevertap.upload(Array.from({ length: 250 }, (_, index) => event(`n${index}`, "node_many", { index }))),
    events: await clevertap.events({ event_name: "node_opened", from: 20260101, to: 20261231 }, { batchSize: 50 }),
    profiles: await clevertap.profiles({ event_name: "node_opened", from: 20260101, to: 20261231 }),
    profile: await clevertap.profile({ identity: "n1" }),
    counts: await clevertap.getEventsCount({ event_name: "node_opened", from: 20260101, to: 20261231 }),
    deleted: await clevertap.delete({ identity: "n1" }),
    tokens: await clevertap.uploadDeviceTokens([
      { type: "token", objectId: "-2ce3", tokenData: { id: "frfsgvrwe", type: "chrome" } },
    ]),
    stranger: await client("stranger").upload([event("n1", "node_stranger", {})]),
  };
  console.log(JSON.stringify(told));
}

main();
