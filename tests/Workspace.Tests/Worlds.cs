namespace Dais.Workspace.Tests;

/// <summary>The example of the format's own description, complete.</summary>
internal static class Worlds
{
    public const string Example = """
        {
          "dais": 1,
          "platform": { "id": "meridian", "name": "Meridian", "currency": "USD", "moneyUnit": "k", "discountRate": 0.10,
            "periods": { "first": "2027-Q1", "starts": "2027-01-01", "count": 8 },
            "rates": { "EUR": { "perUnit": 1.08, "asOf": "2026-10-01" } } },
          "teams": [
            { "id": "identity", "name": "Identity", "capacity": 12, "reserve": { "ktlo": 0.25, "unplanned": 0.10 } },
            { "id": "data", "name": "Data", "capacity": [10, 10, 10, 10, 12, 12, 12, 12], "reserve": { "ktlo": 0.2 }, "loadedCost": { "amount": 4, "currency": "EUR" } } ],
          "buckets": [ { "id": "bu1", "name": "Business unit 1", "owner": "bu1", "share": 0.30, "min": 0.25, "max": 0.35 } ],
          "groups": [ { "id": "bu1", "name": "BU-1", "class": "businessUnit", "people": 14, "power": 0.8, "legitimacy": 0.7, "urgency": 0.5, "nearness": 1.0 } ],
          "segments": [ { "id": "shoppers", "name": "Shoppers", "size": 120000 } ],
          "accounts": [ { "id": "acme", "name": "Acme", "segment": "shoppers", "arr": 480, "stage": "renewal" } ],
          "products": [ { "id": "checkout", "name": "Checkout", "owner": "bu1", "segments": ["shoppers"], "value": { "growth": 12000 }, "uses": [ { "capability": "ledger", "share": 0.3 } ] } ],
          "capabilities": [
            { "id": "ledger", "name": "Ledger", "domain": "Money", "owner": "identity", "level": 1, "uses": [ { "capability": "events", "share": 0.2 } ] },
            { "id": "events", "name": "Events" } ],
          "useCases": [ { "id": "refunds", "name": "Refund in the app", "product": "checkout", "segments": ["shoppers"], "group": "bu1",
            "needs": [ { "capability": "ledger", "level": 2 }, { "initiative": "audit-log" } ],
            "value": { "growth": 300, "retention": 120, "margin": 0, "users": 40000 }, "ramp": 2 } ],
          "initiatives": [
            { "id": "sso", "name": "SSO", "bucket": "bu1", "kind": "ask", "effort": { "identity": 8 }, "periods": 1, "pace": null,
              "after": ["ledger-v2"], "requires": ["audit-log"], "excludes": ["sso-hardcoded"], "earliest": "2027-Q1", "latest": "2027-Q4", "must": false,
              "raises": [ { "capability": "ledger", "to": 2 } ], "value": { "customer": 18, "platform": 2 }, "valueTo": { "bu1": 1.0 },
              "status": "started", "remaining": { "identity": 3 }, "committedFinish": "2027-Q2", "motive": "multiProduct", "outcome": "o1" },
            { "id": "ledger-v2", "effort": { "identity": { "p10": 6, "p50": 8, "p90": 13 }, "data": 2.5 } },
            { "id": "audit-log", "effort": { "data": 3 }, "value": { "platform": { "ktloAvoided": 0.5, "riskRetired": { "amount": 20, "currency": "EUR" } } } },
            { "id": "sso-hardcoded", "kind": "shortcut", "effort": { "identity": 2 } } ],
          "outcomes": [ { "id": "o1", "metric": "sign-ins by SSO", "unit": "%", "baseline": 10, "target": 60, "date": "2027-12-31", "owner": "bu1", "lens": "user" } ],
          "requests": [ { "id": "r1", "group": "bu1", "account": "acme", "title": "SSO please", "text": "We need it; now.", "priority": "P0", "neededBy": "2027-Q2",
            "links": [ { "initiative": "sso" } ], "votes": 12, "source": "jira", "sourceId": "PLAT-17", "created": "2026-10-02" } ],
          "evidence": [ { "id": "e1", "account": "acme", "theme": "reliability", "stage": "renewal", "strength": "critical",
            "distance": 1, "date": "2026-09-30", "quote": "=it fell over", "solicited": true } ],
          "views": [ { "group": "bu1", "period": "2026-Q4", "ranking": ["export", "ai", "sso"] }, { "group": "bu1", "period": "2026-Q3", "points": { "export": 60, "ai": 40 } } ],
          "worklog": [ { "period": "2026-Q3", "team": "identity", "initiative": "sso", "kind": "ask", "group": "bu1", "planned": true, "ew": 3 } ],
          "decisions": [ { "id": "d1", "title": "Build", "because": ["a", "b"] } ]
        }
        """;

    /// <summary>The smallest workspace, with those members added.</summary>
    public static string With(string members = "", int periods = 4) => $$"""
        { "dais": 1, "platform": { "id": "p", "currency": "USD", "discountRate": 0, "periods": { "first": "2027-Q1", "count": {{periods}} } }{{(members.Length == 0 ? "" : ", " + members)}} }
        """;
}
