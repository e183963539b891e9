import Charts
import Registry

extension RegionDocument {
    /// Indicators with their targets; the light is a sign and a word, not a colour alone.
    func indicators(_ numbering: inout Numbering) -> Page.Section {
        let rows = published.map { item in
            ReportTable.Row([
                .init(item.indicator.name(words.language)), .init(amount(item.value, item.indicator.unit)),
                .init(item.target.map { amount($0, item.indicator.unit) } ?? "–"), .init(light(item.light)),
            ])
        }
        let held = fitting.count - rows.count
        let table = table(
            numbering.table(words("indicators.title", ["region": place, "year": year])),
            [
                .init(words("column.indicator"), broad: true), .init(words("column.value"), .number),
                .init(words("column.goal"), .number), .init(words("column.light")),
            ], rows,
            [words("indicators.lights")] + (region == "ID" ? [] : [words("indicators.plans")])
                + partial + (held > 0 ? [words("indicators.held", ["count": words.count(held)])] : []))
        return Page.Section("indicators", words("section.indicators")) {
            tag(.p, "", words("indicators.text"))
            table.html
        }
    }

    /// What ratios of reported figures rest on, where programmes report only one of them; the shorter list by name.
    private var partial: [String] {
        published.filter { !$0.leftOut.isEmpty }.map { item in
            let counted = item.programmes ?? []
            let isLong = item.leftOut.count > counted.count
            return words(
                isLong ? "indicators.rest" : "indicators.left-out",
                [
                    "indicator": item.indicator.name(words.language), "programmes": words.count(counted.count),
                    "left": words.count(item.leftOut.count),
                    "codes": (isLong ? counted : item.leftOut).joined(separator: ", "),
                ])
        }
    }

    /// Indicators whose value does not tell a hidden count.
    var published: [MonitoringView.Measured] {
        fitting.filter { value.publication.permits($0, in: region) }
    }

    /// Indicators with a value that holds for the region: what programmes plan is planned for their whole area.
    private var fitting: [MonitoringView.Measured] {
        value.view.indicators.filter { item in
            item.value != nil
                && (region == "ID" || !item.indicator.measures.contains { ["target", "budget"].contains($0) })
        }
    }

    private func amount(_ value: Double?, _ unit: Indicator.Unit) -> String {
        guard let value else { return "–" }
        return switch unit {
        case .share: words.numbers.percent(value, 1)
        case .rupiah: words.rupiah(Int64(value.rounded()))
        case .people: words.count(Int(value.rounded()))
        case .number: words.numbers.decimal(value, 1)
        }
    }

    private func light(_ light: TrafficLight) -> HTML {
        light == .none ? .text("–") : .chip(words("light." + light.rawValue), light.rawValue)
    }

    /// What every figure means, where it comes from and as of when.
    func definitions(_ numbering: inout Numbering) -> Page.Section {
        let day = words.day(value.asOf)
        var rows = ["programmes", "listed", "stages", "enterprises", "coverage", "money", "reports", "gaps", "needs"]
            .map { key in
                ReportTable.Row([
                    words("term." + key), words("definition." + key), words("origin." + key),
                    key == "enterprises" ? value.enterprises.map { words.day($0.asOf ?? String($0.year)) } ?? "–" : day,
                ])
            }
        rows += published.map { item in
            ReportTable.Row([
                item.indicator.name(words.language), item.indicator.definition(words.language),
                item.indicator.source ?? words("origin.indicator"), day,
            ])
        }
        let table = ReportTable(
            caption: numbering.table(words("definitions.title")),
            columns: [
                .init(words("column.figure")), .init(words("column.definition"), broad: true),
                .init(words("column.source")), .init(words("column.as-of"), .number),
            ], rows: rows, source: source, look: .cardwise)
        return Page.Section("definitions", words("section.definitions")) {
            tag(.p, "", words("definitions.text"))
            table.html
            tag(
                .p, "",
                words(
                    "definitions.hidden",
                    [
                        "threshold": words.count(value.publication.threshold),
                        "hidden": words.count(value.publication.hiddenCount),
                        "cells": words.count(value.publication.cellCount),
                    ]))
            tag(.p, "", words("definitions.edition"))
        }
    }

    /// Whoever answers for the report signs here.
    var signature: Page.Section {
        let level = value.view.place.level
        let isCity = level == "regency" && place.hasPrefix("Kota ")
        return Page.Section("signature", words("section.signature")) {
            tag(.p, "", words("signature.text", ["region": place, "year": year]))
            SignatureBlock(
                place: words("signature.place"), office: words("office." + (isCity ? "city" : level)), words: words
            ).html
        }
    }
}
