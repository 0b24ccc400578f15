"""The technologies of the demo's market: real product names, invented shares.

Most are background. A few are on nearly every account, as in any technology list that was
bought, and a long tail on a few each; which accounts these are tells nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Technology(NamedTuple):
    """A technology as technologies.csv lists it."""

    name: str
    category: str
    vendor: str


def read_catalogue() -> list[Technology]:
    """List the technologies, in the order of the catalogue below."""
    return [
        Technology(name, category, vendor)
        for category, products in _CATALOGUE.items()
        for name, vendor in re.findall(r"([^,()]+?) \(([^)]*)\)", products.replace(", ", ","))
    ]


# The chance that a fully visible account is seen to use it, whatever its segment.
COMMODITIES = {
    "Google Analytics": 0.95,
    "jQuery": 0.93,
    "Google Tag Manager": 0.92,
    "Cloudflare": 0.9,
    "Let's Encrypt": 0.9,
    "Microsoft 365": 0.88,
    "Nginx": 0.85,
    "Bootstrap": 0.85,
    "Zoom": 0.8,
    "Amazon Web Services": 0.8,
    "React": 0.75,
    "WordPress": 0.7,
    "Slack": 0.7,
    "MySQL": 0.65,
    "PHP": 0.6,
    "GitHub": 0.6,
    "Jira": 0.5,
    "Salesforce": 0.4,
}

_CATALOGUE = {
    "Web": "jQuery (OpenJS Foundation), Bootstrap (Bootstrap), React (Meta), Vue.js (Vue), "
    "Angular (Google), Next.js (Vercel), Nginx (F5), Apache HTTP Server (Apache), "
    "Let's Encrypt (ISRG), Cloudflare (Cloudflare), Fastly (Fastly), "
    "Akamai (Akamai), Vercel (Vercel), Netlify (Netlify)",
    "Content": "WordPress (Automattic), Drupal (Drupal), TYPO3 (TYPO3), Contentful (Contentful), "
    "Sitecore (Sitecore), Adobe Experience Manager (Adobe), "
    "Ghost (Ghost), Brightcove (Brightcove)",
    "Analytics": "Google Analytics (Google), Google Tag Manager (Google), Matomo (InnoCraft), "
    "Adobe Analytics (Adobe), Mixpanel (Mixpanel), Amplitude (Amplitude), Hotjar (Contentsquare), "
    "Piano (Piano), Chartbeat (Chartbeat), Segment (Twilio), Snowplow (Snowplow)",
    "Marketing": "HubSpot (HubSpot), Mailchimp (Intuit), Marketo (Adobe), Klaviyo (Klaviyo), "
    "Braze (Braze), Optimizely (Optimizely), Dynamic Yield (Mastercard), "
    "Google Ad Manager (Google), Yotpo (Yotpo)",
    "Commerce": "Shopify (Shopify), Magento (Adobe), WooCommerce (Automattic), "
    "BigCommerce (BigCommerce), commercetools (commercetools), Stripe (Stripe), Adyen (Adyen), "
    "PayPal (PayPal), Klarna (Klarna), Recharge (Recharge), Algolia (Algolia)",
    "Collaboration": "Microsoft 365 (Microsoft), Google Workspace (Google), Slack (Salesforce), "
    "Zoom (Zoom), Jira (Atlassian), Confluence (Atlassian), Notion (Notion), Asana (Asana), "
    "Miro (Miro), DocuSign (DocuSign), Figma (Figma), Linear (Linear)",
    "Business": "Salesforce (Salesforce), SAP S/4HANA (SAP), SAP ECC (SAP), Oracle EBS (Oracle), "
    "Microsoft Dynamics (Microsoft), NetSuite (Oracle), Workday (Workday), Odoo (Odoo), "
    "ServiceNow (ServiceNow), Zendesk (Zendesk), Intercom (Intercom), "
    "Temenos (Temenos), Guidewire (Guidewire)",
    "Cloud": "Amazon Web Services (Amazon), Microsoft Azure (Microsoft), Google Cloud (Google), "
    "OVHcloud (OVH), Hetzner (Hetzner), DigitalOcean (DigitalOcean), "
    "Heroku (Salesforce), VMware vSphere (Broadcom), Nutanix (Nutanix), Citrix (Citrix)",
    "Platform": "Docker (Docker), Kubernetes (CNCF), Terraform (HashiCorp), Vault (HashiCorp), "
    "Argo CD (CNCF), Istio (CNCF), Envoy (CNCF), Helm (CNCF), Ansible (Red Hat), "
    "OpenShift (Red Hat), Jenkins (Jenkins), GitHub (Microsoft), GitLab (GitLab), "
    "LaunchDarkly (LaunchDarkly)",
    "Observability": "Prometheus (CNCF), Grafana (Grafana Labs), Datadog (Datadog), "
    "Splunk (Cisco), New Relic (New Relic), Sentry (Sentry), PagerDuty (PagerDuty), "
    "OpenTelemetry (CNCF), Zabbix (Zabbix)",
    "Database": "PostgreSQL (PostgreSQL), MySQL (Oracle), MongoDB (MongoDB), Redis (Redis), "
    "Oracle Database (Oracle), SQL Server (Microsoft), IBM Db2 (IBM), Cassandra (Apache), "
    "CockroachDB (Cockroach Labs), Elasticsearch (Elastic), Neo4j (Neo4j), "
    "TimescaleDB (Timescale), InfluxDB (InfluxData), ClickHouse (ClickHouse)",
    "Data": "Snowflake (Snowflake), BigQuery (Google), Redshift (Amazon), Databricks (Databricks), "
    "dbt (dbt Labs), Fivetran (Fivetran), Airflow (Apache), Kafka (Apache), Spark (Apache), "
    "Flink (Apache), Looker (Google), Tableau (Salesforce), Power BI (Microsoft), "
    "Hightouch (Hightouch), Informatica (Informatica), MLflow (Databricks)",
    "Language": "Python (PSF), PHP (PHP), Go (Google), Rust (Rust Foundation), Elixir (Elixir), "
    "Kotlin (JetBrains), Scala (Scala), TypeScript (Microsoft), Ruby on Rails (Rails), "
    "Django (Django), Spring Boot (Broadcom), .NET (Microsoft), COBOL (ISO)",
    "Industry": "AWS IoT Core (Amazon), Azure IoT Hub (Microsoft), ThingWorx (PTC), "
    "Ignition (Inductive Automation), Siemens MindSphere (Siemens), Kepware (PTC), MQTT (OASIS), "
    "OPC UA (OPC Foundation), Node-RED (OpenJS Foundation), EMQX (EMQ), AutoCAD (Autodesk), "
    "SolidWorks (Dassault), Siemens NX (Siemens), Mastercam (Mastercam), AVEVA PI (AVEVA)",
    "Health": "Epic (Epic), Cerner (Oracle), HL7 FHIR (HL7), Mirth Connect (NextGen), "
    "Veeva (Veeva), Redox (Redox)",
    "Identity": "Okta (Okta), Auth0 (Okta), Microsoft Entra ID (Microsoft), "
    "CyberArk (CyberArk), Onfido (Entrust), CrowdStrike (CrowdStrike), 1Password (1Password)",
}
