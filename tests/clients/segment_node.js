// What the official Node client does, pointed at a gateway: node segment_node.js HOST PATH TOKEN
const { Analytics } = require("@segment/analytics-node");

async function main() {
  const [host, path, token] = process.argv.slice(2);
  const errors = [];
  const make = (writeKey) => {
    const made = new Analytics({ writeKey, host, path, flushAt: 60, maxRetries: 0 });
    made.on("error", (error) => errors.push([writeKey === token, String(error.reason || error)]));
    return made;
  };
  const client = make(token);
  const when = new Date("2026-01-05T03:04:05.678Z");
  client.identify({ userId: "n1", anonymousId: "na1", traits: { plan: "pro", trial: null } });
  client.group({ userId: "n1", groupId: "c1", traits: { account_type: "biza" } });
  client.alias({ userId: "n1@example.com", previousId: "n1" });
  client.page({ userId: "n1", name: "Bulk", category: "Upload", properties: { path: "/bulk" } });
  client.screen({ anonymousId: "na2", name: "Picker" });
  client.track({ userId: "n1", event: "node_old", timestamp: when, messageId: "own-id" });
  client.track({
    userId: "n1",
    event: "node_rich",
    properties: { note: "emoji 😺 half \ud83d", rows: 120 },
    context: { groupId: "c1", app: { version: "1.2" }, os: { name: "Android" }, ip: "10.0.0.1" },
  });
  for (let index = 0; index < 120; index += 1) client.track({ userId: `n${index}`, event: "node_batch" });
  await client.closeAndFlush();
  const stranger = make("stranger");
  stranger.track({ userId: "n1", event: "node_batch" });
  await stranger.closeAndFlush();
  console.log(JSON.stringify(errors));
}

main();
