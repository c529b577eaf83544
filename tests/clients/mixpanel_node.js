// Drives the official Node client against a gateway: node mixpanel_node.js HOST:PORT PATH TOKEN
// Prints what each call's callback was given, as one JSON object.
const { promisify } = require("util");
const Mixpanel = require("mixpanel");

const [host, path, token] = process.argv.slice(2);
const now = Math.floor(Date.now() / 1000);
const options = { host, path, protocol: "http", keepAlive: false };

async function outcome(call) {
  try {
    await call();
    return "ok";
  } catch (error) {
    return String(error && error.message ? error.message : error);
  }
}

async function main() {
  const plain = Mixpanel.init(token, options);
  const verbose = Mixpanel.init(token, { ...options, verbose: true });
  const importing = Mixpanel.init(token, { ...options, key: "unused", logger: { ...console, warn() {} } });
  const stranger = Mixpanel.init("stranger", options);
  const batch = Array.from({ length: 120 }, (_, index) => ({
    event: "node_batch",
    properties: { distinct_id: `n${index}`, time: now, $insert_id: `b${index}`, note: "~~~>>>???😺" },
  }));
  const call = (holder, name, ...given) => outcome(() => promisify(holder[name]).call(holder, ...given));
  const told = {
    track: await call(plain, "track", "node_single", { distinct_id: "n1", time: now, note: "emoji 😺" }),
    verbose: await call(verbose, "track", "node_verbose", { distinct_id: "n1" }),
    batch: await call(plain, "track_batch", batch),
    import: await call(importing, "import", "node_import", now - 86400 * 30, { distinct_id: "n1", $insert_id: "i1" }),
    people: await call(plain.people, "set", "n1", { plan: "pro" }),
    increment: await call(plain.people, "increment", "n1", "logins", 2),
    groups: await call(plain.groups, "set", "company_id", "c1", { account_type: "biza" }),
    alias: await call(plain, "alias", "n1", "n1@example.com"),
    stranger: await call(stranger, "track", "node_single", { distinct_id: "n1" }),
  };
  console.log(JSON.stringify(told));
}

main();
