"""The segments of companies in the demo's market: three to be found, and decoys.

A segment is a profile of chances. It leans towards technologies, events, industries, regions and a
size, and shares each of them with other segments: no single trait tells who belongs to it. The
decoys work in the same industries with other technologies, or use some of the same technologies
elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Segment:
    """What companies of one segment have in common.

    Parameters
    ----------
    name : str
        In the words of a sales team.
    share : float
        Part of the market that is of this segment.
    industries, regions : tuple of str
        Where most of them are; the others are anywhere.
    employees : int
        The middle of their sizes.
    technologies : dict of str to float
        Chance that a fully visible account of the segment is seen to use each.
    events : dict of str to float
        Chance that a sponsor of the segment sponsors a year's event of each series.
    """

    name: str
    share: float
    industries: tuple[str, ...]
    regions: tuple[str, ...]
    employees: int
    technologies: dict[str, float]
    events: dict[str, float]


PLANTED = (
    Segment(
        name="cloud-native fintechs",
        share=0.07,
        industries=("Payments", "Financial services", "Software"),
        regions=("UK and Ireland", "Nordics"),
        employees=160,
        technologies={
            "Kubernetes": 0.85,
            "Kafka": 0.78,
            "Go": 0.73,
            "Terraform": 0.78,
            "Argo CD": 0.68,
            "Vault": 0.73,
            "CockroachDB": 0.58,
            "Datadog": 0.68,
            "Onfido": 0.68,
            "Kotlin": 0.58,
            "Adyen": 0.48,
        },
        events={
            "Open Ledger Forum": 0.58,
            "Payments Frontier": 0.53,
            "Platform Engineering Days": 0.33,
        },
    ),
    Segment(
        name="analytics-heavy retailers",
        share=0.07,
        industries=("Retail", "Consumer goods", "Fashion"),
        regions=("Benelux and France", "DACH"),
        employees=900,
        technologies={
            "Snowflake": 0.83,
            "dbt": 0.78,
            "Fivetran": 0.73,
            "Looker": 0.73,
            "commercetools": 0.63,
            "Segment": 0.68,
            "Braze": 0.68,
            "Dynamic Yield": 0.58,
            "Algolia": 0.58,
            "Hightouch": 0.58,
            "Airflow": 0.58,
        },
        events={"Commerce Data Summit": 0.5, "Retail Insight Week": 0.45},
    ),
    Segment(
        name="industrial IoT manufacturers",
        share=0.06,
        industries=("Industrial machinery", "Electronics", "Automotive"),
        regions=("DACH", "Nordics"),
        employees=700,
        technologies={
            "MQTT": 0.83,
            "OPC UA": 0.78,
            "ThingWorx": 0.58,
            "AWS IoT Core": 0.68,
            "InfluxDB": 0.73,
            "Grafana": 0.73,
            "TimescaleDB": 0.58,
            "Node-RED": 0.58,
            "EMQX": 0.53,
            "Kepware": 0.63,
            "Rust": 0.43,
        },
        events={"Connected Factory Expo": 0.5, "Edge and Sensor Days": 0.45},
    ),
)

DECOYS = (
    Segment(
        name="traditional banks and insurers",
        share=0.09,
        industries=("Financial services", "Insurance", "Payments"),
        regions=("North America", "UK and Ireland"),
        employees=1500,
        technologies={
            "Temenos": 0.5,
            "Guidewire": 0.4,
            "IBM Db2": 0.6,
            "COBOL": 0.6,
            "Oracle Database": 0.6,
            "Citrix": 0.5,
            "CyberArk": 0.5,
            "Splunk": 0.4,
            "Informatica": 0.4,
        },
        events={"Core Banking Congress": 0.5, "Payments Frontier": 0.15},
    ),
    Segment(
        name="boutique shops",
        share=0.09,
        industries=("Retail", "Fashion", "Consumer goods"),
        regions=("Asia Pacific", "UK and Ireland"),
        employees=60,
        technologies={
            "Shopify": 0.75,
            "Klaviyo": 0.65,
            "Recharge": 0.4,
            "Yotpo": 0.5,
            "PayPal": 0.6,
            "Klarna": 0.5,
            "Hotjar": 0.4,
            "Algolia": 0.15,
        },
        events={"Boutique Commerce Meetup": 0.5, "Retail Insight Week": 0.12},
    ),
    Segment(
        name="contract manufacturers",
        share=0.09,
        industries=("Industrial machinery", "Automotive", "Electronics"),
        regions=("Asia Pacific", "North America"),
        employees=400,
        technologies={
            "SAP ECC": 0.6,
            "SolidWorks": 0.6,
            "AutoCAD": 0.6,
            "Mastercam": 0.5,
            "Siemens NX": 0.4,
            "SQL Server": 0.5,
            "VMware vSphere": 0.4,
            "OPC UA": 0.15,
        },
        events={"Precision Parts Fair": 0.5, "Connected Factory Expo": 0.12},
    ),
    Segment(
        name="care providers",
        share=0.08,
        industries=("Health care", "Life sciences"),
        regions=("North America",),
        employees=1200,
        technologies={
            "Epic": 0.5,
            "HL7 FHIR": 0.6,
            "Mirth Connect": 0.5,
            "Cerner": 0.35,
            "Redox": 0.4,
            "Microsoft Entra ID": 0.5,
            "Power BI": 0.4,
        },
        events={"Care IT Congress": 0.5},
    ),
    Segment(
        name="online publishers",
        share=0.07,
        industries=("Media",),
        regions=("Benelux and France", "UK and Ireland"),
        employees=150,
        technologies={
            "Chartbeat": 0.6,
            "Piano": 0.5,
            "Google Ad Manager": 0.65,
            "Brightcove": 0.45,
            "Fastly": 0.5,
            "BigQuery": 0.4,
            "Looker": 0.15,
            "Braze": 0.15,
        },
        events={"Publishers Assembly": 0.5},
    ),
    Segment(
        name="makers of developer tools",
        share=0.08,
        industries=("Software",),
        regions=("North America", "UK and Ireland"),
        employees=70,
        technologies={
            "Vercel": 0.5,
            "Next.js": 0.55,
            "Linear": 0.5,
            "Sentry": 0.55,
            "Auth0": 0.4,
            "LaunchDarkly": 0.4,
            "TypeScript": 0.6,
            "Kubernetes": 0.3,
            "Terraform": 0.2,
            "Go": 0.2,
        },
        events={"Builders of Tools": 0.5, "Platform Engineering Days": 0.2},
    ),
)
