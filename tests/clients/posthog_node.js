// Drives the official Node client against a gateway: node posthog_node.js URL TOKEN
// POSTHOG_CAPTURE_MODE chooses the protocol. Prints what the client complained about and what flags it was told.
const { PostHog } = require("posthog-node");

const [host, token] = process.argv.slice(2);
console.warn = () => {};

async function main() {
  const complaints = [];
  const client = new PostHog(token, { host });
  client.on("error", (error) => complaints.push(String(error)));
  client.capture({ distinctId: "n1", event: "node_single", properties: { note: "emoji 😺" }, groups: { company: "c1" } });
  for (let index = 0; index < 120; index += 1) {
    client.capture({ distinctId: `n${index}`, event: "node_batch", properties: { rows: index } });
  }
  client.capture({ distinctId: "n1", event: "node_old", timestamp: new Date("2025-01-02T03:04:05Z") });
  client.identify({ distinctId: "n1", properties: { plan: "pro", $anon_distinct_id: "anon-n1" } });
  client.alias({ distinctId: "n1", alias: "n1@example.com" });
  client.groupIdentify({ groupType: "company", groupKey: "c1", properties: { account_type: "biza" } });
  client.captureException(new Error("boom"), "n1");
  const flag = await client.getFeatureFlag("bulk_upload", "n1");
  const flags = await client.getAllFlags("n1");
  await client.shutdown();
  const stranger = new PostHog("stranger", { host, fetchRetryCount: 0 });
  const refusals = [];
  stranger.on("error", (error) => refusals.push(error.status || error.statusCode || String(error)));
  stranger.capture({ distinctId: "n1", event: "node_stranger" });
  await stranger.shutdown().catch(() => {});
  console.log(JSON.stringify({ complaints, refusals, flag: flag === undefined ? null : flag, flags }));
}

main();
