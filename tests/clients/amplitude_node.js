// Drives the official Node client against a gateway: node amplitude_node.js URL TOKEN
// Prints, as one JSON object, the code with which each call was answered.
const amplitude = require("@amplitude/analytics-node");

const [url, token] = process.argv.slice(2);
const quiet = { logLevel: 0, flushIntervalMillis: 50, flushMaxRetries: 5 };

async function started(apiKey, serverUrl, more = {}) {
  const client = amplitude.createInstance();
  await client.init(apiKey, { ...quiet, serverUrl, ...more }).promise;
  return client;
}

async function codes(results) {
  return (await Promise.all(results.map((each) => each.promise))).map((each) => each.code);
}

async function main() {
  const who = { user_id: "node-1", device_id: "node-device-1" };
  const plain = await started(token, `${url}/2/httpapi`);
  const identify = new amplitude.Identify().set("plan", "pro").add("logins", 2).unset("trial").postInsert("tags", "new");
  const company = new amplitude.Identify().set("account_type", "biza");
  const rich = { note: "emoji 😺", rows: 120 };
  const told = {
    rich: await codes([plain.track("node_rich", rich, { ...who, app_version: "1.2", groups: { company_id: "c1" } })]),
    identify: await codes([plain.identify(identify, who)]),
    group: await codes([plain.groupIdentify("company_id", "c1", company, who)]),
    exposure: await codes([plain.track("$exposure", { flag_key: "bulk_upload", variant: "on" }, who)]),
    batch: await codes(Array.from({ length: 120 }, (_, index) => plain.track("node_batch", { index }, who))),
    // One of them is refused: the client sends the others again by itself.
    partly: await codes(["node-2", "abc", "node-3"].map((user_id) => plain.track("node_partly", {}, { user_id }))),
    stranger: await codes([(await started("stranger", `${url}/2/httpapi`)).track("node_rich", {}, who)]),
  };
  // Flushed on demand the client takes the first answer for the last: what is not listed is not sent again either.
  const flushed = await started(token, `${url}/batch`, { flushIntervalMillis: 60000 });
  const results = ["node-4", "abc"].map((user_id) => flushed.track("node_flushed", {}, { user_id }));
  await flushed.flush().promise;
  told.flushed = await codes(results);
  // A flush is still planned in a minute: it would keep the process.
  process.stdout.write(JSON.stringify(told), () => process.exit());
}

main();
