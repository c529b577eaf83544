// What the official Node client does, pointed at a gateway: node rudder_node.js URL TOKEN
const RudderAnalytics = require("@rudderstack/rudder-sdk-node");

async function main() {
  const [dataPlaneUrl, token] = process.argv.slice(2);
  const make = (writeKey, more) =>
    new RudderAnalytics(writeKey, { dataPlaneUrl, flushAt: 60, logLevel: "none", retryCount: 0, ...more });
  const client = make(token);
  const when = new Date("2026-01-05T03:04:05.678Z");
  client.identify({ userId: "n1", anonymousId: "na1", traits: { plan: "pro" } });
  await client.flush();
  client.group({ userId: "n1", groupId: "c1", traits: { account_type: "biza" } });
  client.alias({ userId: "n1@example.com", previousId: "n1" });
  client.page({ userId: "n1", name: "Bulk", category: "Upload", properties: { path: "/bulk" } });
  client.screen({ anonymousId: "na2", name: "Picker" });
  client.track({ userId: "n1", event: "node_old", originalTimestamp: when, messageId: "own-id" });
  client.track({
    userId: "n1",
    event: "node_rich",
    properties: { note: "emoji 😺", rows: 120 },
    context: { groupId: "c1", app: { version: "1.2" }, os: { name: "Android" } },
  });
  for (let index = 0; index < 40; index += 1) client.track({ userId: `n${index}`, event: "node_batch" });
  await client.flush();
  const plain = make(token, { gzip: false });
  await new Promise((done) => plain.track({ userId: "n1", event: "node_plain" }, done));
  const stranger = make("stranger");
  const told = await new Promise((done) => {
    stranger.errorHandler = () => {};
    stranger.track({ userId: "n1", event: "node_batch" }, (error) => done(error && error.message));
  });
  console.log(JSON.stringify({ stranger: told }));
}

main();
